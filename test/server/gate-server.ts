import { createServer, type Server } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { type AnswerViolation, conformanceOf } from '../../src/contract/conformance.ts';
import { type Gate, type GateOptions, guard, type Replacement } from '../../src/server/gate.ts';
import { listening } from '../loopback.ts';
import { answerDeclared, type GoodAnswer, type Subject } from './gate-contract.ts';

/** A handler that answers for an operation, well or badly. */
export interface Animal {
  name: string;
  of: Subject;
  send(response: Response, good: GoodAnswer, request: Request, next: NextFunction): unknown;
  /** Of the request; GET where it is not said. */
  method?: string;
  headers?: Record<string, string>;
  query?: string;
}

/** `bare` is without a gate: what the animals do in the wild. */
export type Mode = 'strict' | 'report' | 'bare';

export interface Enclosure {
  server: Server;
  port: number;
  origin: string;
  /** What was found, by the animal's place in the list. */
  found: Map<number, AnswerViolation[]>;
  stop(): Promise<void>;
}

export const LIMITS = { maxOctets: 64 * 1024, timeoutMs: 1_000 };

/** The API's own 500, as the gate's caller has it from the contract. */
export function replacementFor({ operation }: Subject): Replacement {
  const { status, headers, text } = answerDeclared(operation, 500);
  return { status, headers, body: text };
}

/** An Express server with the animals at `/0`, `/1`, …, each behind a gate of its own. */
export async function enclose(
  animals: readonly Animal[],
  mode: Mode,
  more: Partial<GateOptions> = {},
): Promise<Enclosure> {
  const found = new Map<number, AnswerViolation[]>();
  const app = express();
  const gates = new WeakMap<Response, Gate>();
  app.all('/:index', (request: Request, response: Response, next: NextFunction) => {
    const index = Number(request.params['index']);
    const animal = animals[index];
    if (animal === undefined) throw new Error(`There is no animal ${index}.`);
    const { of: subject, send } = animal;
    if (mode !== 'bare') {
      const { violationsOf } = conformanceOf(subject.contract);
      const gate = guard(
        response,
        (answer) => violationsOf(subject.operation, answer),
        (violations) => {
          found.set(index, [...(found.get(index) ?? []), ...violations]);
          return mode === 'strict' ? { replaceBy: replacementFor(subject) } : undefined;
        },
        { ...LIMITS, ...more },
      );
      gates.set(response, gate);
    }
    return send(response, subject.good, request, next);
  });
  app.use((error: Error, _request: Request, response: Response, _next: NextFunction) => {
    const gate = gates.get(response);
    if (gate === undefined) response.destroy();
    else gate.giveUp(error);
  });
  const server = createServer(app);
  return { server, found, ...(await listening(server)) };
}

/** Sets status and headers of a good answer, for animals that go wrong later. */
export function begin(response: Response, { status, headers }: GoodAnswer): Response {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  return response;
}
