import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { validate } from 'ctrf';
import type { Contract, Operation } from '../../../src/contract/contract.ts';
import type { Finding, Summary } from '../../../src/verify/finding.ts';
import { ctrfReport } from '../../../src/verify/reports/ctrf.ts';
import { githubReport } from '../../../src/verify/reports/github.ts';
import { harReport } from '../../../src/verify/reports/har.ts';
import { formats, reportsTo } from '../../../src/verify/reports/index.ts';
import { progressOf } from '../../../src/verify/reports/progress.ts';
import { streamSink } from '../../../src/verify/reports/sink.ts';
import { terminalReport } from '../../../src/verify/reports/terminal.ts';
import { shown } from '../../../src/verify/reports/wording.ts';
import { veiledExchange } from '../../../src/verify/veiled-exchange.ts';
import { operations } from '../../contracts.ts';
import { cleanSummary, coverage, findings, memorySink, observations, requestOf, summary, tell } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'portrait-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function terminalText(told: Summary, setting = {}): Promise<string> {
  const sink = memorySink(setting);
  await tell(terminalReport(sink), told);
  expect(sink.closed).toBe(true);
  return sink.text;
}

/** Of each check of each operation the first. */
function firstOfEachKind(some: readonly Finding[]): Finding[] {
  const kinds = Map.groupBy(some, ({ api, operation, check }) => `${api} ${operation} ${check}`);
  return [...kinds.values()].map(([first]) => first as Finding);
}

/** Everything that steers a terminal or hides text. */
const STEERING = /[^\P{C}\n\t]|[\p{Zl}\p{Zp}]/u;

describe('the terminal', () => {
  test('is told every finding’s whole story, twenty of them', async () => {
    const text = await terminalText(summary);
    const ofEachKind = firstOfEachKind(findings);
    const inFull = ofEachKind.filter(({ title }) => text.includes(`    ${title}  (seed 42`));
    expect(inFull).toEqual(ofEachKind.slice(0, 20));
    for (const { promised, place, curl, endpoint } of inFull) {
      for (const part of [
        promised,
        curl.length > 1_500 ? '(shortened for this screen' : curl,
        endpoint ?? '',
        place === undefined ? '' : `${place.file}:${place.line}:${place.column}`,
      ])
        expect(text).toContain(part);
    }
    const hidden = findings.length - ofEachKind.length;
    expect(text).toContain(`… and ${hidden} more finding. All of them: add --report html=portrait.html\n`);
    expect(text).toContain('TCL 6');
    expect(text.trimEnd().split('\n').at(-1)).toContain('--seed 42');
  });

  test('is shown one of a kind first, and at least a line of each', async () => {
    const [first, ...others] = findings as [Finding, ...Finding[]];
    const many = [...Array.from({ length: 30 }, (_, index) => ({ ...first, title: `alike ${index}` })), ...others];
    const text = await terminalText({ ...summary, findings: many });
    expect(text.match(/alike \d+/g)).toEqual(['alike 0']);
    expect(text).toContain('    … and 29 more of this kind\n');
    const ofEachKind = firstOfEachKind(many);
    expect(text).toContain(`    ${ofEachKind[19]?.title}  (seed`);
    for (const { check, api, operation, title } of ofEachKind.slice(20))
      expect(text).toContain(`  ✗ ${check}  ${operation === undefined ? api : `${api} ${operation}`}: ${title}: `);
    expect(text).toContain(`… and ${many.length - ofEachKind.length} more findings.`);
    const few = await terminalText({ ...summary, findings: many.slice(0, 30) });
    expect(few.match(/alike \d+/g)).toEqual(['alike 0', 'alike 1', 'alike 2']);
    expect(few).toContain('    … and 27 more of this kind\n');
  });

  test('is told once what is broken at one place of the contract, with all whom it concerns', async () => {
    const [{ place }] = findings as [Finding];
    const shared = findings
      .filter(({ api, check, operation }) => `${api} ${check}` === 'app-net response_schema_conformance' && operation)
      .map((finding) => ({ ...finding, place }));
    expect(shared.length).toBeGreaterThan(3);
    const text = await terminalText({ ...summary, findings: shared });
    expect(text.match(/✗ response_schema_conformance/g)).toHaveLength(1);
    const names = shared.slice(1).map(({ operation }) => operation);
    expect(text).toContain(`as well   in ${names.length} more operations: ${names.join(', ')}\n`);
    expect(text).not.toContain('… and');
  });

  test('has a table by check where there is much', async () => {
    const text = await terminalText(summary);
    expect(text).toMatch(/ +findings {2}operations\nresponse_schema_conformance +\d+ +\d+\n/);
    expect(await terminalText({ ...summary, findings: findings.slice(0, 3) })).not.toMatch(/findings {2}operations\n/);
  });

  test('is spared values that fill it; the line that works is in a report', async () => {
    const [first] = findings as [Finding];
    const curl = `curl -i http://127.0.0.1:4020/a -H 'Cookie: ${'a'.repeat(16_000)}'`;
    const text = await terminalText({ ...summary, findings: [{ ...first, curl, title: 'b'.repeat(9_000) }] });
    expect(text).toMatch(/-H 'Cookie: a{51}…\[16,010 letters\]'\n +\(shortened .*--report html=portrait\.html\)/);
    for (const line of text.split('\n')) expect(line.length).toBeLessThan(1_000);
    const sink = memorySink();
    await tell(formats.sarif.report(sink), { ...summary, findings: [{ ...first, curl }] });
    expect(sink.text).toContain(curl);
  });

  test('gets nothing that steers it', async () => {
    expect(await terminalText(summary)).not.toMatch(STEERING);
    expect(stripVTControlCharacters(await terminalText(summary, { colour: true }))).not.toMatch(STEERING);
  });

  test('hears that all is well in the last line', async () => {
    const text = await terminalText(cleanSummary);
    expect(text).toMatch(/✓ The contract is held\. 2,345 requests, 43 s, seed 42\.\n$/);
  });

  test('is coloured only where that is wanted', () => {
    const stream = (isTTY: boolean) => ({ isTTY, on: () => {} }) as unknown as NodeJS.WriteStream;
    const colour = (isTTY: boolean, environment: NodeJS.ProcessEnv) => streamSink(stream(isTTY), environment).colour;
    expect([colour(true, {}), colour(false, {})]).toEqual([true, false]);
    expect([colour(true, { NO_COLOR: '1' }), colour(true, { NO_COLOR: '' }), colour(true, { TERM: 'dumb' })]).toEqual([
      false,
      true,
      false,
    ]);
    expect([colour(false, { FORCE_COLOR: '1', NO_COLOR: '1' }), colour(true, { FORCE_COLOR: '0' })]).toEqual([
      true,
      false,
    ]);
  });

  test('shows progress in one line that is rewritten, within its width', () => {
    const sink = memorySink({ columns: () => 60 });
    let now = 0;
    const progress = progressOf(sink, () => now);
    progress.begin(19);
    for (let step = 0; step < 1_000; step++) {
      now += 10;
      progress.step(`app-net operation${step % 19}`);
    }
    progress.found();
    progress.end();
    const drawn = sink.text.split('\r\u001b[2K');
    expect(drawn.length).toBeGreaterThan(100);
    expect(drawn.length).toBeLessThan(140);
    for (const line of drawn) expect(line.length).toBeLessThan(60);
    expect(drawn.at(-2)).toMatch(/^━+ 19 of 19 operations, /);
    expect(drawn.at(-1)).toBe('');
  });

  test('that is none gets a line now and then', () => {
    const sink = memorySink();
    let now = 0;
    const progress = progressOf(sink, () => now);
    progress.begin(19);
    for (let step = 0; step < 100; step++) {
      now += 1_000;
      progress.step('mastodon deleteProfileAvatar');
    }
    progress.end();
    expect(sink.text.split('\n')).toHaveLength(8);
    expect(sink.text).toMatch(/^… 1 of 19 operations, 2 requests, no finding, 2\.0 s\n/);
    expect(sink.text).toContain('1 of 19 operations, 17 requests, no finding, 17 s\n');
  });
});

describe('GitHub', () => {
  /** What GitHub makes of a workflow command. */
  function readAgain(line: string): { name: string; properties: Record<string, string>; text: string } | undefined {
    const match = /^::(\w+)(?: ([^:]*))?::(.*)$/.exec(line);
    if (match === null) return undefined;
    const [, name = '', pairs = '', text = ''] = match;
    const data = (value: string): string =>
      value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
    const property = (value: string): string => data(value.replaceAll('%3A', ':').replaceAll('%2C', ','));
    const properties = pairs
      .split(',')
      .filter(Boolean)
      .map((pair) => {
        const mark = pair.indexOf('=');
        return [pair.slice(0, mark), property(pair.slice(mark + 1))];
      });
    return { name, properties: Object.fromEntries(properties), text: data(text) };
  }

  test('annotates the places, at most fifty', async () => {
    const many = [...findings, ...findings].map((finding, index) => ({ ...finding, title: `100%, no: ${index}` }));
    const sink = memorySink();
    await tell(githubReport(sink), { ...summary, findings: many });
    const commands = sink.text.trimEnd().split('\n').map(readAgain);
    expect(commands).toHaveLength(51);
    expect(commands[50]).toMatchObject({ name: 'notice', text: '26 more findings without an annotation.' });
    for (const [index, command] of commands.slice(0, 50).entries()) {
      const { place, check, title, came, promised, curl } = many[index] as (typeof many)[number];
      expect(command?.name).toBe('error');
      expect(command?.properties['title']).toMatch(new RegExp(`: ${check}$`));
      expect(command?.properties['file']).toBe(place?.file);
      expect(command?.properties['line']).toBe(place && String(place.line));
      expect(command?.properties['col']).toBe(place && String(place.column));
      expect(command?.text.startsWith(`${title}\n`)).toBe(true);
      expect(command?.text).toContain(`came: ${shown(came)}\npromised: ${promised}\n`);
      expect(command?.text.endsWith(curl.length > 2_000 ? 'The curl line is too long for here.' : curl)).toBe(true);
    }
  });

  test('gets a summary, beside what others wrote there', async () => {
    const file = join(folder, 'summary.md');
    for (const told of [summary, cleanSummary])
      await tell(githubReport(memorySink(), { environment: { GITHUB_STEP_SUMMARY: file } }), told);
    const text = readFileSync(file, 'utf8');
    expect(text.startsWith('## ❌ 38 findings\n')).toBe(true);
    expect(text).toContain('## ✅ The contract is held\n');
    for (const { curl } of findings) expect(text).toContain(`\n${curl}\n`);
    expect(text.replaceAll(/```sh\n.*\n```/g, '')).not.toMatch(/<(script|img)|`code`/);
    expect(text).not.toMatch(STEERING);
  });

  test('gets a summary that is never too large', async () => {
    const file = join(folder, 'large.md');
    const large = Array.from({ length: 100 }, (_, index) => ({
      ...(findings[0] as (typeof findings)[number]),
      operation: `operation${index}`,
      curl: 'x'.repeat(22_000),
    }));
    await tell(githubReport(memorySink(), { environment: { GITHUB_STEP_SUMMARY: file }, files: ['all.html'] }), {
      ...summary,
      findings: large,
    });
    const text = readFileSync(file, 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(text).toMatch(/… and \d+ more findings\. All of them: <code>all\.html<\/code>\.\n/);
  });
});

describe('CTRF', () => {
  test.each([
    ['with findings', summary],
    ['without', cleanSummary],
  ])('holds its schema, %s', async (_, told) => {
    const sink = memorySink();
    await tell(ctrfReport(sink), told);
    const report = JSON.parse(sink.text) as {
      results: { summary: { failed: number }; tests: { status: string; trace?: string }[] };
    };
    expect(validate(report)).toMatchObject({ valid: true });
    expect(validate({ ...report, results: { ...report.results, tests: [{}] } })).toMatchObject({ valid: false });
    const failed = report.results.tests.filter(({ status }) => status === 'failed');
    expect(failed).toHaveLength(report.results.summary.failed);
    const traces = failed.map(({ trace }) => trace).join('\n');
    for (const { curl } of told.findings) expect(traces).toContain(curl);
  });
});

describe('an exchange that is kept', () => {
  test('has no secret in it, wherever it stood', () => {
    const [{ exchange }] = observations as [(typeof observations)[number]];
    const body = Buffer.concat([Buffer.from([0xff, 0]), Buffer.from('a=secret-of-mine')]);
    const answer = {
      ...(exchange.answer as NonNullable<typeof exchange.answer>),
      rawHeaders: ['Link', '</secret-of-mine>'],
      headers: { link: '</secret-of-mine>', 'set-cookie': ['a=secret-of-mine', 'b'] },
      body,
    };
    const request = {
      method: 'POST',
      target: '/?t=secret-of-mine',
      headers: { Authorization: 'Bearer secret-of-mine' },
      body,
    };
    const clean = veiledExchange({ ...exchange, request, answer }, (text) =>
      text.replaceAll('secret-of-mine', '<own>'),
    );
    const everything = [JSON.stringify(clean), clean.request.body, clean.answer?.body].map(String).join('\n');
    expect(everything).not.toContain('secret-of-mine');
    expect(clean.request.body?.subarray(0, 2)).toEqual(body.subarray(0, 2));
    expect(clean.answer?.headers['set-cookie']).toEqual(['a=<own>', 'b']);
    expect(veiledExchange(exchange, (text) => text)).toEqual(exchange);
  });
});

interface HarEntry {
  request: {
    method: string;
    url: string;
    headers: { name: string; value: string }[];
    postData?: { text: string; comment?: string };
  };
  response: { status: number; content: { text: string; encoding?: string }; comment?: string };
}

describe('HAR', () => {
  test('has everything that was sent, written as it happens', async () => {
    const sink = memorySink();
    const report = harReport(sink);
    await report.begin?.({ ...summary, planned: 1 });
    let before = sink.text.length;
    for (const observation of observations) {
      await report.observed?.(observation);
      expect(sink.text.length).toBeGreaterThan(before);
      before = sink.text.length;
    }
    await report.end(summary, coverage);
    const { log } = JSON.parse(sink.text) as { log: { version: string; entries: HarEntry[] } };
    expect(log.version).toBe('1.2');
    expect(log.entries).toHaveLength(observations.length);
    for (const [index, { request, response }] of log.entries.entries()) {
      const { exchange } = observations[index] as (typeof observations)[number];
      expect(request.url).toBe(`${exchange.origin}${exchange.request.target}`);
      const { text, encoding } = response.content;
      expect(
        Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8').equals(exchange.answer?.body ?? Buffer.alloc(0)),
      ).toBe(true);
      const sent = Buffer.from(
        request.postData?.text ?? '',
        request.postData?.comment === 'base64' ? 'base64' : 'utf8',
      );
      expect(sent.equals(exchange.request.body ?? Buffer.alloc(0))).toBe(true);
      expect(response.comment).toBe(exchange.problem);
    }
  });

  test('shows the contract’s test credentials and no others', async () => {
    const [, contract, operation] = operations.find(([title]) => title === 'app-net getUserAvatar') as [
      string,
      Contract,
      Operation,
    ];
    const token = (contract.credentials[0]?.credential ?? '').replace('Bearer ', '');
    const base = requestOf(contract, operation);
    const headers = [
      { Authorization: `Bearer ${token}` },
      { Authorization: `Basic ${token}` },
      { Authorization: 'Bearer secret-of-mine' },
      { Authorization: `Bearer ${token}; secret-of-mine` },
      { Cookie: `token=${token}` },
      { Cookie: `token=${token}; session=secret-of-mine` },
    ];
    const targets = [`/a?access_token=${token}`, '/a?access_token=secret-of-mine'];
    const requests = [
      ...headers.map((set) => ({ ...base, headers: set })),
      ...targets.map((target) => ({ ...base, target, headers: {} })),
    ];
    const sink = memorySink();
    const report = harReport(sink);
    // As it is when the caller has a credential of their own for a name.
    const credentials = [{ name: 'own', credential: 'Bearer secret-of-mine', scopes: [] }];
    await report.begin?.({ ...summary, contracts: [{ ...contract, credentials }], planned: 1 });
    const [{ exchange, ...rest }] = observations as [(typeof observations)[number]];
    for (const request of requests) await report.observed?.({ ...rest, exchange: { ...exchange, request } });
    await report.end(summary, coverage);
    const { log } = JSON.parse(sink.text) as { log: { entries: HarEntry[] } };
    expect(sink.text).not.toContain('secret-of-mine');
    const shows = log.entries.map(({ request }) => JSON.stringify([request.url, request.headers]).includes(token));
    expect(shows).toEqual([true, true, false, false, true, false, true, false]);
  });
});

describe('reports', () => {
  test('are written by name into files, with the folders to them', async () => {
    const names = Object.keys(formats);
    const files = names.map((name) => join(folder, 'some', 'where', name));
    await tell(reportsTo(names.map((name, index) => `${name}=${files[index]}`)));
    for (const file of files) expect(readFileSync(file, 'utf8').length).toBeGreaterThan(100);
    expect(readFileSync(files[0] as string, 'utf8')).toContain(`All of them: ${files[1]}, `);
  });

  test.each([
    ['pdf=a.pdf', /^There is no report "pdf"\. There are: terminal, html, junit, sarif, github, ctrf, har\.$/],
    ['toString', /^There is no report "toString"/],
    ['sarif', /^The report sarif needs a file: --report sarif=FILE$/],
    ['html=', /^The report html needs a file/],
    ['html=package.json/a.html', /package\.json/],
  ])('cannot be had: %s', (wanted, message) => {
    expect(() => reportsTo([wanted])).toThrow(message);
  });

  test('say for --help what they are', () => {
    for (const { description } of Object.values(formats)) expect(description).toMatch(/^\w.{20,70}$/);
    expect(existsSync(join(folder, 'some'))).toBe(true);
  });
});
