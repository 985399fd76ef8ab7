import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Change, worstOf } from '../../src/contract/diff/change.ts';
import { changesBetween } from '../../src/contract/diff/changes.ts';
import { redoclyChanges } from '../../src/contract/diff/redocly.ts';
import type { Document } from '../../src/contract/document.ts';
import { bundledDocument } from '../../src/contract/sources.ts';
import type { Edit } from './diff/edit.ts';
import { promiseEdits } from './diff/promise-edits.ts';
import { redoclyChangesOfMany } from './diff/redocly-many.ts';
import { requestEdits } from './diff/request-edits.ts';
import { responseEdits } from './diff/response-edits.ts';

const GROUPS = { requests: requestEdits, responses: responseEdits, promises: promiseEdits };
const EDITS = Object.values(GROUPS).flat();

const changesOf = new Map<Edit, Change[]>();

function edited([api, , , change]: Edit): [Document, Document] {
  const base = bundledDocument(api);
  const revision = structuredClone(base);
  change(revision as unknown as Record<string, unknown>);
  return [base, revision];
}

beforeAll(async () => {
  const pairs = EDITS.map(edited);
  const said = await redoclyChangesOfMany(pairs);
  for (const [index, edit] of EDITS.entries()) {
    const [base, revision] = pairs[index] as [Document, Document];
    changesOf.set(edit, changesBetween(base, revision, said[index] ?? []));
  }
}, 240_000);

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

test('a process of its own says what the batch says', async () => {
  const edit = EDITS[0] as Edit;
  const [base, revision] = edited(edit);
  expect(changesBetween(base, revision, await redoclyChanges(base, revision))).toEqual(changesOf.get(edit));
});
