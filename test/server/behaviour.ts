import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { Contract, Operation } from '../../src/contract/contract.ts';
import type { Json } from '../../src/contract/document.ts';
import { routerOf } from '../../src/contract/routes.ts';
import { contracts } from '../contracts.ts';
import { answerFaults } from '../declared.ts';
import { type Answered, exchange, jsonIn } from '../exchange.ts';

/** What a request has besides its method and path. */
export interface Asked {
  /** `Authorization`. */
  as?: string | undefined;
  headers?: Record<string, string>;
  body?: string | Buffer;
  json?: unknown;
  form?: FormData;
}

export type Ask = (method: string, path: string, asked?: Asked) => Promise<Answered>;

const router = routerOf(contracts);

/**
 * Asks a server in a session of its own (`''`: in the world that everybody shares). Each answer of an operation is held
 * against the contract on the way.
 */
export function askIn(origin: string, session = `test-${randomUUID()}`): Ask {
  return async (method, path, asked = {}) => {
    const { type, body } = await bodyOf(asked);
    const answer = await exchange(origin, {
      method,
      path,
      headers: {
        'x-portrait-session': session === '' ? undefined : session,
        authorization: asked.as,
        'content-type': type,
        ...asked.headers,
      },
      body,
    });
    const route = router(method, path.split('?', 1)[0] ?? '');
    if (route.found === 'operation') expect(answerFaults(route.contract, route.operation, answer)).toEqual([]);
    return answer;
  };
}

async function bodyOf({ body, json, form }: Asked): Promise<{ type?: string; body?: string | Buffer | undefined }> {
  if (json !== undefined) return { type: 'application/json', body: JSON.stringify(json) };
  if (form === undefined) return { body };
  const encoded = new Response(form);
  return { type: encoded.headers.get('content-type') ?? '', body: Buffer.from(await encoded.arrayBuffer()) };
}

/** A form with one file. */
export function fileForm(part: string, bytes: Buffer, type: string, name = 'picture'): FormData {
  const form = new FormData();
  form.set(part, new File([new Uint8Array(bytes)], name, { type }));
  return form;
}

/** Status and body of an answer, for comparing both at once. */
export function told(answer: Answered): { status: number; body: Json | undefined } {
  return { status: answer.status, body: jsonIn(answer) };
}

/** @throws Error when there is none of that name. */
export function contractNamed(api: string): Contract {
  const contract = contracts.find((one) => one.api === api);
  if (contract === undefined) throw new Error(`There is no ${api}.`);
  return contract;
}

/** @throws Error when there is none of that name. */
export function operationNamed({ api, operations }: Contract, id: string): Operation {
  const operation = operations.find((one) => one.id === id);
  if (operation === undefined) throw new Error(`${api} has no ${id}.`);
  return operation;
}

/** The literal `Authorization` of a test credential. */
export function credentialNamed({ api, credentials }: Contract, name: string): string {
  const credential = credentials.find((one) => one.name === name);
  if (credential === undefined) throw new Error(`${api} has no credential ${name}.`);
  return credential.credential;
}

/** The example of a body, by operation, status and name: the answer that the contract has for it. */
export function exampleOf(contract: Contract, operationId: string, status: number, name: string): Json {
  const value = operationNamed(contract, operationId).responses.get(status)?.media?.examples.get(name)?.value;
  if (value === undefined) throw new Error(`${operationId} has no example ${name} of ${status}.`);
  return value;
}

/** Waits for the next span where too little is left of this one: spans of rate limits are aligned with the clock. */
export async function enoughOfSpan(seconds: number, neededMs: number): Promise<void> {
  const left = seconds * 1000 - (Date.now() % (seconds * 1000));
  if (left < neededMs) await sleep(left + 20);
}
