import { beforeAll, describe, expect, it } from '@jest/globals';
import { casesFor, type Target, targetOf, type UploadCase } from '../../src/verify/cases/uploads/upload-case.ts';
import { operations } from '../contracts.ts';
import { answerFaults } from '../declared.ts';
import { jsonIn } from '../exchange.ts';
import { type SharedMock, sharedMock } from '../shared-run/mock.ts';
import { expectedReply, send } from './upload.ts';

/** Operations that take a file, in a form or raw. */
export function targets(form: boolean): [title: string, target: Target][] {
  return operations.flatMap(([title, contract, operation]): [string, Target][] => {
    const target = targetOf(contract, operation);
    return target === undefined || (target.part !== '') !== form ? [] : [[title, target]];
  });
}

/** Puts each case to the mock, on each operation, and holds the answer against the contract's own words. */
export function testVerdicts(
  found: [title: string, target: Target][],
  cases: readonly UploadCase[],
  atLeast: number,
): void {
  let mock: SharedMock;

  beforeAll(async () => {
    mock = await sharedMock('--keep-origins');
  });

  describe.each(found)('%s', (_, target) => {
    const rows = casesFor(cases, target);

    it(`has at least ${atLeast} cases, all different`, () => {
      expect(new Set(rows.map(({ title }) => title)).size).toBe(rows.length);
      expect(rows.length).toBeGreaterThanOrEqual(atLeast);
    });

    // Several at a time: some wait for the server to give a body up.
    it.concurrent.each(rows)('answers $title with $expected', async ({ upload, expected }) => {
      const answer = await send(mock.origin, target, await upload(target));
      expect({ status: answer.status, body: jsonIn(answer) }).toEqual(expectedReply(target, expected));
      expect(answerFaults(target.contract, target.operation, answer)).toEqual([]);
    });
  });
}
