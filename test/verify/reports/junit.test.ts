import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { validateXML } from 'xmllint-wasm';
import { CHECK_NAMES } from '../../../src/verify/checks/names.ts';
import type { Summary } from '../../../src/verify/finding.ts';
import { junitReport } from '../../../src/verify/reports/junit.ts';
import { contracts } from '../../contracts.ts';
import { cleanSummary, findings, memorySink, summary, tell } from './run.ts';

const schema = readFileSync(new URL('./junit.xsd', import.meta.url), 'utf8');

async function written(told: Summary): Promise<string> {
  const sink = memorySink();
  await tell(junitReport(sink), told);
  expect(sink.closed).toBe(true);
  return sink.text;
}

async function complaintsOf(contents: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents }], schema: [schema] });
  return errors.map(({ message }) => message);
}

interface Case {
  '@_classname': string;
  '@_name': string;
  failure?: { '#text': string; '@_message': string };
}
interface Suite {
  '@_name': string;
  '@_tests': string;
  '@_failures': string;
  testcase: Case[];
}

describe('JUnit', () => {
  test.each([
    ['with findings', summary],
    ['without', cleanSummary],
    ['of nothing', { ...cleanSummary, tallies: [] }],
  ])('is well-formed and holds its schema, %s', async (_, told) => {
    const text = await written(told);
    expect(XMLValidator.validate(text)).toBe(true);
    expect(await complaintsOf(text)).toEqual([]);
  });

  test('would not hold it otherwise', async () => {
    const text = await written(summary);
    expect(await complaintsOf(text.replace(' classname=', ' class='))).not.toEqual([]);
    expect(await complaintsOf(text.replace('<failure type', '<failed type'))).not.toEqual([]);
    expect(await complaintsOf(text.replace('&lt;', '<'))).not.toEqual([]);
    expect(XMLValidator.validate(text.replace('</testcase>', ''))).not.toBe(true);
  });

  test('has a suite for each API, and every finding in the case of its check', async () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      isArray: (name) => ['testsuite', 'testcase'].includes(name),
    });
    const { testsuites } = parser.parse(await written(summary)) as { testsuites: { testsuite: Suite[] } };
    const suites = testsuites.testsuite;
    expect(suites.map((suite) => suite['@_name'])).toEqual(contracts.map(({ api }) => api));
    for (const suite of suites) {
      expect(suite.testcase).toHaveLength(Number(suite['@_tests']));
      expect(suite.testcase.filter(({ failure }) => failure !== undefined)).toHaveLength(Number(suite['@_failures']));
    }
    const cases = suites.flatMap(({ testcase }) => testcase);
    for (const { api, operation, check, title, curl } of findings) {
      const classname = operation === undefined ? api : `${api}.${operation}`;
      const own = cases.find((one) => one['@_classname'] === classname && one['@_name'] === check);
      expect(own?.failure?.['#text']).toContain(`tried:    ${title}\n`);
      expect(own?.failure?.['#text']).toContain(curl);
      expect(own?.failure?.['@_message']).not.toBe('');
    }
  });

  test('calls skipped what was never tried', async () => {
    const [first] = cleanSummary.tallies;
    const text = await written({
      ...cleanSummary,
      tallies: [{ ...(first as (typeof summary.tallies)[number]), passed: 0 }],
    });
    expect(text).toContain('skipped="1"');
    expect(CHECK_NAMES.some((check) => text.includes(`name="${check}"`))).toBe(true);
  });
});
