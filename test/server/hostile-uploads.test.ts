import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Contract, Media, Operation } from '../../src/contract/contract.ts';
import type { Schema } from '../../src/contract/document.ts';
import { filePartsOf, isBinary } from '../../src/contract/uploads.ts';
import { inspect } from '../../src/images/picture.ts';
import { goodRequest } from '../../src/verify/cases/good-request.ts';
import { BOUNDARY, filePart, formBytes } from '../../src/verify/cases/uploads/form.ts';
import { operations } from '../contracts.ts';
import { answerFaults } from '../declared.ts';
import { sampled } from '../deep.ts';
import { type Answered, exchange, jsonIn } from '../exchange.ts';
import { residentMiB } from '../hostile/siege.ts';
import { privateHosts } from '../http/guarded-hosts.ts';
import { dirtIn } from '../images/cleanness.ts';
import { type CorpusFile, corpus } from '../images/corpus.ts';
import { seed } from '../seed.ts';
import { IN_MEMORY, type RunningServer, startServe } from '../server-process.ts';

/** What the server's memory may grow by: it holds a few decoded pictures at once, not all of them. */
const MAX_GROWTH_MIB = 400;

/** Of so many files each operation is given one, and the next operation the next. */
const ONE_OF = 3;

let server: RunningServer;
let files: CorpusFile[];
let before: number;

beforeAll(async () => {
  server = await startServe(IN_MEMORY, '--rate-limits', 'off', '--log-format', 'off');
  files = await corpus();
  before = residentMiB(server.pid);
}, 60_000);

afterAll(() => server.stop());

const uploads = operations.flatMap(([title, contract, operation]) => {
  const medias = [...(operation.body?.content.values() ?? [])];
  const takesPictures = medias.some((media) => isBinary(media) || filePartsOf(media).length > 0);
  return takesPictures ? [[title, contract, operation] as const] : [];
});

describe.each(uploads.map((row, place) => [...row, place] as const))('%s', (_, contract, operation, place) => {
  it(`makes a clean picture of every sound file, and refuses every other as declared, SEED=${seed}`, async () => {
    const wrong: string[] = [];
    await inParallel(sampled(files, ONE_OF, place), async (file) => {
      const answer = await put(contract, operation, file);
      const faults = answerFaults(contract, operation, answer);
      const found = answer.status === 200 ? await dirtOfStored(answer, file) : [];
      const expected = isTaken(operation, file) ? 200 : 400;
      if (Math.min(answer.status, 400) !== expected || answer.status >= 500 || faults.length + found.length > 0)
        wrong.push(`${file.name}: ${answer.status} ${answer.body} ${[...faults, ...found].join(', ')}`);
    });
    expect(wrong).toEqual([]);
  }, 120_000);
});

describe('replaceMyAvatarByUrl', () => {
  it.each(privateHosts)('refuses the private host %s', async (host) => {
    const answer = await exchange(server.origin, {
      method: 'PUT',
      path: '/api/public/user/me/avatar',
      headers: { authorization: 'Bearer portrait-user-6', 'content-type': 'application/json' },
      body: JSON.stringify({ avatarUrl: `http://${host}/avatar.jpg` }),
    });
    expect([answer.status, (jsonIn(answer) as { error: string }).error]).toEqual([
      422,
      expect.stringMatching(/private, loopback or link-local|not an absolute http/),
    ]);
  });
});

describe('after all that', () => {
  it('the server is there, and its memory is bounded', async () => {
    expect((await fetch(`${server.origin}/_portrait/health`)).status).toBe(200);
    expect(residentMiB(server.pid) - before).toBeLessThan(MAX_GROWTH_MIB);
  });
});

function put(contract: Contract, operation: Operation, { name, bytes, type }: CorpusFile): Promise<Answered> {
  const { method, path, headers } = goodRequest(contract, operation);
  const [media] = [...(operation.body?.content.values() ?? [])];
  const [part] = media === undefined ? [] : filePartsOf(media);
  const isRaw = part === undefined;
  return exchange(server.origin, {
    method,
    path,
    headers: {
      authorization: headers['authorization'],
      'x-portrait-session': operation.id,
      'content-type': isRaw ? type : `multipart/form-data; boundary=${BOUNDARY}`,
    },
    body: isRaw ? bytes : formBytes([filePart(part[0], type, bytes, name.replace(/\W/g, '-'))]),
  });
}

/** Whether the operation takes the file: it is sound, of a type and a size that the contract allows. */
function isTaken({ body }: Operation, { bytes, type, expected }: CorpusFile): boolean {
  const medias = [...(body?.content.values() ?? [])];
  const fits = (schema: Schema | undefined): boolean => bytes.length <= (schema?.maxLength ?? Number.POSITIVE_INFINITY);
  const takes = (media: Media): boolean =>
    isBinary(media)
      ? media.type === type && fits(media.schema)
      : filePartsOf(media).some(([name, schema]) => media.partTypes.get(name)?.includes(type) === true && fits(schema));
  return expected === 'clean' && medias.some(takes);
}

/** What is wrong with the picture that was stored: it is loaded from where the answer says. */
async function dirtOfStored(answer: Answered, { frames }: CorpusFile): Promise<string[]> {
  const url = /"(?:avatarUrl|url)":"(http:[^"]+\/(?:\d+\/userAvatars|image)\/[^"]+)"/.exec(answer.body.toString())?.[1];
  if (url === undefined) return ['no picture of its own is told'];
  const picture = await fetch(url);
  const bytes = Buffer.from(await picture.arrayBuffer());
  const type = picture.headers.get('content-type') ?? '';
  const found = await inspect(bytes);
  if (picture.status !== 200 || !found.picture) return [`the picture is not there (${picture.status})`];
  const { width, height } = found;
  return dirtIn({ bytes, type, width, height, frames: /gif|webp/.test(type) ? frames : 1 });
}

async function inParallel<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const worker = async (): Promise<void> => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) await act(one);
  };
  await Promise.all(Array.from({ length: 4 }, worker));
}
