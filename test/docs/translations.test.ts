import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { apis } from '../../src/apis/index.ts';
import type { Document } from '../../src/contract/document.ts';
import { bundledDocument, ROOT } from '../../src/contract/sources.ts';
import { languagesOf } from '../../src/docs/languages.ts';
import { applied, type Overlay, readOverlay } from '../../src/docs/overlay.ts';
import { namesOf, problemsOf, wordingsOf } from '../../src/docs/translations.ts';

const translations = apis.flatMap(({ name }) => languagesOf(name).map((language) => ({ name, language })));

/** The document with the same words everywhere; `wordingsOf` says where words are. */
function withoutWords(document: Document): Document {
  const copy = structuredClone(document);
  for (const wording of wordingsOf(copy)) {
    for (const key of [...Object.keys(wording.words), ...namesOf(wording)]) Object.assign(wording.node, { [key]: '' });
  }
  return copy;
}

interface Change {
  path: string;
  property?: string;
  impact: string;
}

async function redoclyChanges(base: Document, revision: Document): Promise<Change[]> {
  const folder = await mkdtemp(join(tmpdir(), 'portrait-diff-'));
  try {
    const files = [join(folder, 'base.json'), join(folder, 'revision.json')];
    await Promise.all(
      [base, revision].map((document, index) => writeFile(files[index] ?? '', JSON.stringify(document))),
    );
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(ROOT, 'node_modules/@redocly/cli/bin/cli.js'), 'diff', ...files, '--format', 'json', '--fail-on', 'none'],
      { cwd: folder, env: { ...process.env, NODE_OPTIONS: '', REDOCLY_TELEMETRY: 'off' }, maxBuffer: 64 * 1024 * 1024 },
    );
    return (JSON.parse(stdout) as { changes: Change[] }).changes;
  } finally {
    await rm(folder, { recursive: true });
  }
}

it('is there in Chinese, of every API', () => {
  expect(translations).toEqual(apis.map(({ name }) => ({ name, language: 'zh-CN' })));
});

describe.each(translations)('$name in $language', ({ name, language }) => {
  const document = bundledDocument(name);
  const overlay = readOverlay(name, language);

  it('says every word of the contract, as it is now', () => {
    expect(problemsOf(document, overlay)).toEqual([]);
    expect(overlay.actions).toHaveLength(wordingsOf(document).length);
  });

  it('changes words and nothing else', async () => {
    const translated = await applied(document, overlay);
    expect(withoutWords(translated)).toEqual(withoutWords(document));
    const places = (of: Document): object[] =>
      wordingsOf(of).map(({ place, words }) => ({ place, words: Object.keys(words) }));
    expect(places(translated)).toEqual(places(document));
  });

  it('is no change to clients, says Redocly', async () => {
    // Redocly takes a tag or a server with another description for another one: those stay as they were here.
    const { tags, servers } = document as Document & { tags: unknown };
    const translated = { ...(await applied(document, overlay)), tags, servers } as Document;
    const changes = await redoclyChanges(document, translated);
    expect(changes.length).toBeGreaterThan(20);
    const others = changes.filter(
      ({ property = '', impact }) => impact !== 'patch' || !['title', 'summary', 'description'].includes(property),
    );
    expect(others).toEqual([]);
  });
});

describe('problemsOf', () => {
  const document = bundledDocument('adapty');
  const overlay = readOverlay('adapty', 'zh-CN');

  it.each<[string, (document: Document, overlay: Overlay) => void, RegExp]>([
    [
      'words that are new',
      ({ info }) => Object.assign(info, { title: 'Another' }),
      /\$\.info: the English has changed/,
    ],
    [
      'an object that has words since',
      ({ paths }) => Object.assign(paths, { '/new': { get: { summary: 'New' } } }),
      /\/paths\/\/new\/get: no summary$/,
    ],
    [
      'a word that one of several lacks',
      (_, { actions }) => Object.assign(actions[0] ?? {}, { update: { summary: '一', description: '二' } }),
      /\$\.info: title is not translated/,
    ],
    [
      'a word that the contract does not have',
      (_, { actions }) => Object.assign(actions[0]?.update as object, { version: '2' }),
      /\$\.info: version is no word of the contract/,
    ],
    [
      'a tag without a name to show',
      (_, { actions }) => {
        const tag = actions.find(({ target }) => target === '$.tags[0]');
        Object.assign(tag ?? {}, { update: { description: '一' } });
      },
      /\$\.tags\[0\]: x-displayName is not translated/,
    ],
    ['an action that is missing', (_, { actions }) => actions.splice(0, 1), /\/info: no title, summary, description$/],
    [
      'an action for nothing',
      (_, { actions }) => actions.push({ target: '$.paths.nowhere', update: { summary: '无' } }),
      /\$\.paths\.nowhere: there are no such words/,
    ],
    ['an action that comes twice', (_, { actions }) => actions.push(...actions.slice(0, 1)), /\$\.info: .* or twice/],
  ])('tells of %s', (_, spoil, said) => {
    const [spoiledDocument, spoiledOverlay] = [structuredClone(document), structuredClone(overlay)];
    spoil(spoiledDocument, spoiledOverlay);
    expect(problemsOf(spoiledDocument, spoiledOverlay)).toEqual([expect.stringMatching(said)]);
  });
});

it('an overlay with an action for nothing is not applied in silence', async () => {
  const overlay = structuredClone(readOverlay('adapty', 'zh-CN'));
  overlay.document.actions.push({ target: '$.paths.nowhere', update: { summary: '无' } });
  await expect(applied(bundledDocument('adapty'), overlay)).rejects.toThrow('$.paths.nowhere');
});
