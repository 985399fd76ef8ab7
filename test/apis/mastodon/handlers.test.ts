import { describe, expect, it } from '@jest/globals';
import { behaviour } from '../../../src/apis/mastodon/index.ts';
import { successBody } from '../../../src/contract/examples.ts';
import { rehostAll } from '../../../src/contract/rehost.ts';
import { checked, contractNamed, credentialNamed, ORIGIN, toolsFor } from '../checked.ts';
import { mapWorld } from '../map-world.ts';

const contract = contractNamed('mastodon');
const rob = credentialNamed(contract, 'rob-write-accounts');
const tools = toolsFor(contract);
const { deleteProfileAvatar, deleteProfileHeader } = behaviour.handlers;

const AVATAR = '/system/accounts/avatars/110/357/222/516/183/152/original/8f3a2b91c04d7e65.jpg';
const HEADER = '/system/accounts/headers/110/357/222/516/183/152/original/0cd99648c23005ed.png';

const freshWorld = () => mapWorld(behaviour.seed(contract));

/** An example as this server has it, with its own origin in the pictures. */
function example(operationId: string, name?: string): unknown {
  return rehostAll(contract, successBody(contract, operationId, name), ORIGIN);
}

describe('deleteProfileAvatar', () => {
  it('and then deleteProfileHeader answer as the examples of the seed', async () => {
    const world = freshWorld();
    const first = await deleteProfileAvatar(checked(rob), world, tools);
    expect(first).toEqual({ status: 200, body: example('deleteProfileAvatar') });
    const second = await deleteProfileHeader(checked(rob), world, tools);
    expect(second).toEqual({ status: 200, body: example('deleteProfileHeader') });
    expect(world.removed).toEqual([AVATAR, HEADER]);
  });

  it('leaves the header image alone', async () => {
    const world = freshWorld();
    await deleteProfileAvatar(checked(rob), world, tools);
    expect(world.removed).toEqual([AVATAR]);
    expect(await world.read('account', rob.owner ?? '')).toMatchObject({ header: HEADER, header_static: HEADER });
  });

  it('is idempotent', async () => {
    const world = freshWorld();
    const first = await deleteProfileAvatar(checked(rob), world, tools);
    expect(await deleteProfileAvatar(checked(rob), world, tools)).toEqual(first);
    expect(world.removed).toEqual([AVATAR]);
  });

  it('removes the still variant of a GIF as well, and leaves the description', async () => {
    const world = freshWorld();
    const [avatar, avatar_static] = ['/original/a.gif', '/static/a.png'];
    await world.change(async (change) => {
      const account = await change.read('account', rob.owner ?? '');
      if (account === undefined) throw new Error('Rob is not there.');
      await change.write('account', account.id, { ...account, avatar, avatar_static, avatar_description: 'A hat.' });
    });
    const { body } = await deleteProfileAvatar(checked(rob), world, tools);
    expect(world.removed).toEqual([avatar, avatar_static]);
    expect(body).toMatchObject({ avatar_description: 'A hat.' });
  });

  it('does it once for many at a time', async () => {
    const world = freshWorld();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? deleteProfileAvatar : deleteProfileHeader)(checked(rob), world, tools),
      ),
    );
    expect(world.removed.sort()).toEqual([AVATAR, HEADER]);
    expect(all.at(-1)?.body).toEqual(example('deleteProfileHeader'));
  });

  it('refuses whoever has no account', async () => {
    const asked = deleteProfileAvatar(checked(rob, { subject: '' }), freshWorld(), tools);
    await expect(asked).rejects.toMatchObject({ kind: 'subjectUnknown' });
  });
});

describe('deleteProfileHeader', () => {
  it('leaves the avatar alone', async () => {
    const world = freshWorld();
    const answer = await deleteProfileHeader(checked(rob), world, tools);
    expect(answer.body).toEqual(example('deleteProfileHeader', 'headerDeletedAvatarKept'));
    expect(world.removed).toEqual([HEADER]);
  });
});

describe('each answer', () => {
  it('has the request id as a UUID', () => {
    const id = '0cd99648-c230-45ed-8f3a-2b91c04d7e65';
    expect(behaviour.headers(id)).toEqual({ 'X-Request-Id': id });
  });
});
