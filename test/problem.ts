import { expect } from '@jest/globals';
import { type Answered, jsonIn } from './exchange.ts';

/** The answer is problem details (RFC 9457) of this status: what is no API's business is told so. */
export function expectProblem(answer: Answered, status: number): void {
  expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json']);
  expect(answer.headers['content-length']).toBe(String(answer.body.length));
  expect(jsonIn(answer)).toMatchObject({
    type: expect.any(String),
    title: expect.any(String),
    status,
    detail: expect.any(String),
  });
}
