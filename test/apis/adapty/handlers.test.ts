import { describe, expect, it } from '@jest/globals';
import { behaviour } from '../../../src/apis/adapty/index.ts';
import { checked, contractNamed, credentialNamed, toolsFor } from '../checked.ts';
import { mapWorld } from '../map-world.ts';

const contract = contractNamed('adapty');
const key = credentialNamed(contract, 'secret-key');
const tools = toolsFor(contract);
const { deleteProfile } = behaviour.handlers;

/** A customer, a new one, an anonymous profile. */
const PROFILES = [
  '5d9a1c3e-7b42-4e8f-a6d0-3c2b1f907e61',
  'b84e2f70-1d6c-4a95-8e3b-9f05c7a1d462',
  'e1c7d593-04af-4b28-96d8-72e60b4f5a63',
] as const;

const freshWorld = () => mapWorld(behaviour.seed(contract));

describe('deleteProfile', () => {
  it('begins with the profiles of the examples', () => {
    expect(Object.keys(behaviour.seed(contract).profile).sort()).toEqual([...PROFILES].sort());
  });

  it.each(PROFILES)('deletes %s once, and no other', async (subject) => {
    const world = freshWorld();
    expect(await deleteProfile(checked(key, { subject }), world, tools)).toEqual({ status: 204 });
    const again = deleteProfile(checked(key, { subject }), world, tools);
    await expect(again).rejects.toMatchObject({ kind: 'subjectUnknown' });
    for (const other of PROFILES) {
      const isThere = await world.read('profile', other).then(
        () => true,
        () => false,
      );
      expect(isThere).toBe(other !== subject);
    }
  });

  it('deletes once when it is asked many times at once', async () => {
    const world = freshWorld();
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, () => deleteProfile(checked(key, { subject: PROFILES[0] }), world, tools)),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('lets a caller without an app have every right', async () => {
    const anybody = { name: 'any token', credential: '', scopes: [] };
    expect(await deleteProfile(checked(anybody, { subject: PROFILES[0] }), freshWorld(), tools)).toEqual({
      status: 204,
    });
  });
});

describe('each answer', () => {
  it('has the request id in 32 hexadecimal digits', () => {
    const headers = behaviour.headers('758f01df-d9e7-4ccf-babb-4934241c4966');
    expect(headers).toEqual({ 'Request-Id': '758f01dfd9e74ccfbabb4934241c4966' });
  });
});
