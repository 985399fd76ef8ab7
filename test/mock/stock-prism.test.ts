import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { folderOf, ROOT } from '../../src/contract/sources.ts';
import { goodRequest } from '../../src/verify/cases/good-request.ts';
import { contracts } from '../contracts.ts';
import { faultsOf } from '../declared.ts';
import { exchange, jsonIn } from '../exchange.ts';
import { freePort } from '../loopback.ts';

const PRISMS = join(ROOT, 'test/mock/stock-prisms.ts');

/** Loading Prism takes seconds on a busy machine. */
const START_MS = 60_000;

const origins = new Map<string, string>();
let prisms: ChildProcess;

beforeAll(async () => {
  const args: string[] = [];
  for (const { api } of contracts) {
    const port = String(await freePort());
    origins.set(api, `http://127.0.0.1:${port}`);
    args.push(join(folderOf(api), 'openapi.yaml'), port);
  }
  prisms = spawn(process.execPath, [PRISMS, ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await listening(prisms, [...origins.values()]);
}, START_MS);

afterAll(async () => {
  if (prisms.exitCode !== null) return;
  const ended = once(prisms, 'exit');
  prisms.kill('SIGTERM');
  await ended;
});

describe.each(contracts.map((contract) => [contract.api, contract] as const))(
  'prism mock openapi/%s/openapi.yaml',
  (api, contract) => {
    const origin = (): string => origins.get(api) ?? '';

    it.each(contract.operations.map((operation) => [operation.id, operation] as const))(
      'answers a good %s',
      async (_, operation) => {
        const good = goodRequest(contract, operation);
        const [success] = operation.responses.values();
        // Stock Prism does not look at the base path of `servers`.
        const path = good.path.slice(contract.basePaths[0]?.length);
        const answer = await exchange(origin(), { ...good, path });
        expect([answer.status, answer.headers['sl-violations']]).toEqual([success?.status, undefined]);
        if (success?.media === undefined) return;
        expect(answer.headers['content-type']).toBe(success.media.type);
        expect(jsonIn(answer)).toEqual(success.media.examples.values().next().value?.value);
        expect(faultsOf(contract, success.media.schema ?? {}, jsonIn(answer))).toEqual([]);
      },
    );

    it('refuses a path that is not in the contract', async () => {
      expect((await exchange(origin(), { method: 'GET', path: '/portrait/nothing-here' })).status).toBe(404);
    });
  },
);

/** Waits until they all listen, as they say themselves. */
function listening(child: ChildProcess, all: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = [...output.matchAll(/listening on (http:\/\/[\d.:]+)/g)].map(([, origin = '']) => origin);
      if (all.every((origin) => found.includes(origin))) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`Prism ended with ${code}:\n${output}`)));
  });
}
