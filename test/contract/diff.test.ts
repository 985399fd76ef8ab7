import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Change, worstOf } from '../../src/contract/diff/change.ts';
import { changesBetween } from '../../src/contract/diff/changes.ts';
import { redoclyProcess } from '../../src/contract/diff/redocly-process.ts';
import type { Document } from '../../src/contract/document.ts';
import { bundledDocument } from '../../src/contract/sources.ts';
import type { Edit } from './diff/edit.ts';
import { promiseEdits } from './diff/promise-edits.ts';
import { redoclyChangesAlone } from './diff/redocly-alone.ts';
import { requestEdits } from './diff/request-edits.ts';
import { responseEdits } from './diff/response-edits.ts';

const GROUPS = { requests: requestEdits, responses: responseEdits, promises: promiseEdits };
const EDITS = Object.values(GROUPS).flat();

const redocly = redoclyProcess();
const changesOf = new Map<Edit, Change[]>();

function edited([api, , , change]: Edit): [Document, Document] {
  const base = bundledDocument(api);
  const revision = structuredClone(base);
  change(revision as unknown as Record<string, unknown>);
  return [base, revision];
}

beforeAll(async () => {
  for (const edit of EDITS) {
    const [base, revision] = edited(edit);
    changesOf.set(edit, changesBetween(base, revision, await redocly.changes(base, revision)));
  }
}, 240_000);

afterAll(() => redocly.stop());

describe.each(Object.entries(GROUPS))('an edit of %s', (_, edits) => {
  test.each(edits)('%s: %s is %s', (...edit) => {
    const changes = changesOf.get(edits.find(([api, title]) => api === edit[0] && title === edit[1]) as Edit) ?? [];
    expect({ rating: worstOf(changes) ?? 'same', changes }).toEqual({ rating: edit[2], changes });
  });
});

test('there are at least 60 edits, of every contract and rating, no two alike', () => {
  expect(EDITS.length).toBeGreaterThanOrEqual(60);
  expect(new Set(EDITS.map(([api, title]) => `${api}: ${title}`)).size).toBe(EDITS.length);
  for (const rating of ['breaking', 'risky', 'safe', 'same']) {
    expect(EDITS.filter(([, , want]) => want === rating).length).toBeGreaterThan(4);
  }
});

test('Redocly alone says what it says as one of many', async () => {
  const edit = requestEdits.at(-1) as Edit;
  const [base, revision] = edited(edit);
  expect(changesBetween(base, revision, await redoclyChangesAlone(base, revision))).toEqual(changesOf.get(edit));
});
