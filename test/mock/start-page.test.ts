import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { contractOf } from '../../src/contract/contract.ts';
import { bundledDocument, ROOT } from '../../src/contract/sources.ts';
import { operationLink } from '../../src/docs/operation-link.ts';
import { veilOf } from '../../src/edge/secrets.ts';
import { BROWSER_FILES } from '../../src/edge/start-page/browser/files.ts';
import { curlCommand } from '../../src/edge/start-page/curl.ts';
import { startPage } from '../../src/edge/start-page/page.ts';
import { journalOf } from '../../src/mock/journal.ts';
import { liveOf } from '../../src/mock/live.ts';
import type { MockParts } from '../../src/mock/mock.ts';
import { ofMock } from '../../src/mock/own-pages.ts';
import { contracts, operations } from '../contracts.ts';
import { exchange } from '../exchange.ts';
import { type SharedMock, sharedMock } from '../shared-run/mock.ts';

let mock: SharedMock;
let answer: Response;
let page: string;

beforeAll(async () => {
  mock = await sharedMock();
  answer = await fetch(`${mock.origin}/`);
  page = await answer.text();
});

describe('the start page', () => {
  it('is HTML that may load nothing from elsewhere', () => {
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; /);
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(page)));
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).not.toMatch(/<(?:link|script|img|iframe)[^>]+(?:src|href)="(?!\/)/);
  });

  it('has no style and no script in itself, and no handler in its markup', () => {
    expect(page).not.toMatch(/<style|<script(?![^>]* src=)| style="| on\w+="/);
    expect(answer.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
  });

  it('is a list without a script, which shows the workbench', () => {
    expect(page).toMatch(/<section id="workbench"[^>]* hidden>/);
    expect(page).toMatch(/<search [^>]*hidden>/);
  });

  it.each([...BROWSER_FILES])('has %s, whole, which a browser needs to load but once', async (name, place) => {
    const path = `/_portrait/start/${name}`;
    const file = await fetch(mock.origin + path);
    expect(await file.text()).toBe(readFileSync(place, 'utf8'));
    expect(file.headers.get('content-type')).toBe(
      name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
    );
    const tag = file.headers.get('etag') ?? '';
    const again = await exchange(mock.origin, { method: 'GET', path, headers: { 'if-none-match': tag } });
    expect([again.status, again.body.length, again.headers['etag']]).toEqual([304, 0, tag]);
  });

  it.each([
    ['en', { 'Accept-Language': 'zh-CN' }, '?lang=en'],
    ['zh-CN', {}, '?lang=zh-CN'],
    ['zh-CN', { 'Accept-Language': 'zh-Hans-CN, en;q=0.5' }, ''],
    ['en', { 'Accept-Language': 'fr, de' }, ''],
  ])('is in %s for %j and “%s”', async (language, headers, search) => {
    const text = await (await fetch(`${mock.origin}/${search}`, { headers })).text();
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(language === 'en' ? 'How to use it' : '如何使用');
    const bench = await fetch(`${mock.origin}/_portrait/start/workbench.json${search}`, { headers });
    expect(await bench.json()).toMatchObject({ language });
  });

  it('gives no two elements the same id, and copies and names only what is there', () => {
    const ids = attributes(page, 'id');
    expect(ids).toEqual([...new Set(ids)]);
    const named = ['data-copy', 'data-command', 'aria-labelledby', 'for'].flatMap((name) => attributes(page, name));
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('leads only to pages that exist', async () => {
    const targets = attributes(page, 'href');
    const own = ['/_portrait/health', '/_portrait/requests', '/_portrait/requests.har'];
    expect(targets).toEqual(expect.arrayContaining(own));
    for (const target of targets) {
      // Asking for it would build it: see test/docs/served.test.ts.
      if (target.startsWith('/docs/')) continue;
      if (target.startsWith('#')) expect(attributes(page, 'id')).toContain(target.slice(1));
      else expect([target, (await fetch(`${mock.origin}${target}`)).status]).toEqual([target, 200]);
    }
  });

  it('says nothing of problems while there are none', () => {
    expect(page).not.toContain('class="problems"');
  });
});

const apis = contracts.map((contract) => [contract.api, contract] as const);

describe.each(apis)('%s on the start page', (api, contract) => {
  it('has its title, version, summary, base URLs and contract', () => {
    const { title, version, summary = '' } = contract.document.info;
    const section = sectionOf(api);
    for (const text of [title, version, summary]) expect(textOf(section)).toContain(text);
    for (const base of contract.basePaths) expect(section).toContain(`<code>${mock.origin}${base}</code>`);
    expect(attributes(section, 'href')).toEqual([
      `/docs/${api}.html`,
      `/openapi/${api}.yaml`,
      `/openapi/${api}.json`,
      ...contract.operations.map(({ id }) => `/docs/${api}.html${operationLink(contract.document, id)}`),
    ]);
  });

  it.each(contract.credentials)('has the test credential $name', ({ name, credential, scopes, defect }) => {
    const entry = sectionOf(api)
      .split('<li>')
      .find((item) => item.includes(`id="credential-${api}-${name}"`));
    const text = textOf(entry ?? '');
    expect(text).toContain(`${name} ${defect ?? 'good'}`);
    expect(text).toContain(credential);
    expect(text).toContain(scopes.length === 0 ? 'No scopes.' : `Scopes: ${scopes.join(', ')}.`);
  });
});

describe.each(operations)('%s on the start page', (_, contract, operation) => {
  it('has its method, path, summary, operationId and every status with its examples', () => {
    const entry = entryOf(contract.api, operation.id);
    const [summary = ''] = entry.split('</summary>');
    const path = `${contract.basePaths[0]}${operation.path}`;
    const words = textOf(summary)
      .trim()
      .split(/\s{2,}/);
    expect(words.slice(-4)).toEqual([operation.method.toUpperCase(), path, operation.summary, operation.id]);
    const wanted = [...operation.responses.values()].flatMap(({ status, exampleNames }) => [
      `code=${status}`,
      ...exampleNames.map((name) => `code=${status}, example=${name}`),
    ]);
    expect(attributes(entry, 'data-prefer')).toEqual(wanted);
  });

  it('has a curl command that a shell and this server understand, and that succeeds', async () => {
    const [success] = operation.responses.keys();
    expect((await send(callOf(commandOf(contract.api, operation.id)))).status).toBe(success);
  });

  it('is answered as asked for, for each status and example that it offers', async () => {
    const call = callOf(commandOf(contract.api, operation.id));
    for (const prefer of attributes(entryOf(contract.api, operation.id), 'data-prefer')) {
      const { status, headers } = await send(call, prefer);
      expect([status, headers.get('preference-applied')]).toEqual([Number(prefer.slice(5, 8)), prefer]);
    }
  });
});

describe('startPage', () => {
  it('shows what is wrong with an edit', async () => {
    const problems = ['x.yaml:3:1 <b>Expected</b> a "key"'];
    const text = startPage({ ...ofMock(await parts()), language: 'en', problems }, mock.origin);
    expect(text).toContain('<code>x.yaml:3:1 &#60;b&#62;Expected&#60;/b&#62; a &#34;key&#34;</code>');
  });

  it('takes the origin for text, whatever it is', async () => {
    const about = { ...ofMock(await parts()), language: 'en' };
    const text = startPage(about, `http://"><script>alert('1')</script>&`);
    expect(text.match(/<script/g)).toEqual(startPage(about, mock.origin).match(/<script/g));
    const escaped = 'http://&#34;&#62;&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62;&#38;';
    expect(text).toContain(`<code id="origin">${escaped}</code>`);
  });
});

describe('curlCommand', () => {
  const hostile = `it's $HOME \`id\` "\\ !! *`;
  const document = structuredClone(bundledDocument(contracts[0]?.api ?? ''));
  document.servers = [];
  document.components = { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } };
  document['x-test-credentials'] = [
    { name: 'bad', credential: 'Key bad', scopes: ['all'], defect: 'revoked' },
    { name: 'weak', credential: 'Key weak', scopes: [] },
    { name: 'good', credential: `Key ${hostile}`, scopes: ['all'] },
  ];
  document.paths = {
    '/things/{id}': {
      post: {
        operationId: 'postThing',
        security: [{ key: ['all'] }],
        parameters: [
          { name: 'id', in: 'path', required: true, example: hostile },
          { name: 'X-Word', in: 'header', required: true, example: hostile },
          { name: 'X-Free', in: 'header', example: 'not needed' },
        ],
        requestBody: { content: { 'application/json': { example: { text: hostile } } } },
        responses: { '200': { description: 'Done.' } },
      },
    },
  };
  const contract = contractOf('hostile', document);
  const [operation] = contract.operations;

  it('is one and the same words for a shell, whatever is in the examples', () => {
    if (operation === undefined) throw new Error('There is no operation.');
    const words = shellWords(curlCommand(contract, operation, 'http://[::1]:1'));
    const path = `/things/${encodeURIComponent(hostile)}`;
    expect(words).toEqual([
      '-i',
      '-X',
      'POST',
      `http://[::1]:1${path}?${new URLSearchParams({ key: hostile })}`,
      '-H',
      `X-Word: ${hostile}`,
      '-H',
      'Content-Type: application/json',
      '--data-raw',
      JSON.stringify({ text: hostile }),
    ]);
  });
});

/** What `startPage` reads, without a server around it. */
async function parts(): Promise<MockParts> {
  const live = await liveOf('', new Map(), 0);
  return {
    live: { ...live, served: new Map() },
    journal: journalOf(1),
    veil: veilOf([]),
    startedAt: 0,
    site: { pages: [], renew() {}, async stop() {} },
    folder: '',
    problems: [],
  };
}

function textBetween(start: string, end: string): string {
  const from = page.indexOf(start) + start.length;
  return page.slice(from, page.indexOf(end, from));
}

function sectionOf(api: string): string {
  return textBetween(`<section class="api" aria-labelledby="${api}">`, '</section>');
}

function entryOf(api: string, id: string): string {
  return textBetween(`<details class="operation" id="${api}-${id}"`, '</details>');
}

function commandOf(api: string, id: string): string {
  return unescaped(textBetween(`<code id="curl-${api}-${id}">`, '</code>'));
}

function attributes(markup: string, name: string): string[] {
  return [...markup.matchAll(new RegExp(`<[^>]* ${name}="([^"]*)"`, 'g'))].map(([, value]) => unescaped(value ?? ''));
}

function textOf(markup: string): string {
  return unescaped(markup.replace(/<[^>]*>/g, ''));
}

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

interface Call {
  url: string;
  method: string;
  headers: [string, string][];
  body: string | Buffer<ArrayBuffer> | FormData | undefined;
}

function send({ url, method, headers, body }: Call, prefer?: string): Promise<Response> {
  const all: [string, string][] = prefer === undefined ? headers : [...headers, ['Prefer', prefer]];
  return fetch(url, { method, headers: all, redirect: 'manual', ...(body === undefined ? {} : { body }) });
}

/** The arguments of a curl command, as a real shell hands them over; curl itself may be missing on this machine. */
function shellWords(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}\n`;
  return execFileSync('sh', ['-eu', '-c', script], { encoding: 'utf8', cwd: ROOT }).split('\0').slice(0, -1);
}

/** What curl would send. Knows the options that the page uses, and refuses others. */
function callOf(command: string): Call {
  const call: Call = { url: '', method: 'GET', headers: [], body: undefined };
  const words = shellWords(command);
  while (words.length > 0) {
    const word = words.shift() ?? '';
    if (word === '-i') continue;
    if (word.startsWith('http://')) call.url = word;
    else takeOption(call, word, words.shift() ?? '');
  }
  return call;
}

function takeOption(call: Call, option: string, value: string): void {
  if (option === '-X') call.method = value;
  else if (option === '-H') call.headers.push(/^(\S+): (.*)$/.exec(value)?.slice(1, 3) as [string, string]);
  else if (option === '--data-raw') call.body = value;
  else if (option === '--data-binary') call.body = fileAt(value.replace(/^@/, ''));
  else if (option === '-F') addFile(call, value);
  else throw new Error(`The page's commands have no option ${option}.`);
}

function addFile(call: Call, value: string): void {
  const [, name, file, type] = /^([^=]+)=@([^;]+);type=(\S+)$/.exec(value) ?? [];
  if (name === undefined || file === undefined || type === undefined) throw new Error(`No file part: ${value}`);
  const form = call.body instanceof FormData ? call.body : new FormData();
  form.append(name, new Blob([fileAt(file)], { type }), basename(file));
  call.body = form;
}

function fileAt(path: string): Buffer<ArrayBuffer> {
  return Buffer.from(readFileSync(`${ROOT}${path}`));
}
