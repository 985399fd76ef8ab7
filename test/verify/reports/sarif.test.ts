import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Log, PhysicalLocation, Result } from 'sarif';
import ts from 'typescript';
import { CHECK_NAMES, CHECKS } from '../../../src/verify/checks/names.ts';
import type { Summary } from '../../../src/verify/finding.ts';
import { sarifReport } from '../../../src/verify/reports/sarif.ts';
import { cleanSummary, findings, memorySink, summary, tell } from './run.ts';

async function written(told: Summary = summary): Promise<string> {
  const sink = memorySink();
  await tell(sarifReport(sink), told);
  expect(sink.closed).toBe(true);
  return sink.text;
}

async function resultsOf(told?: Summary): Promise<Result[]> {
  return (JSON.parse(await written(told)) as Log).runs[0]?.results ?? [];
}

function placesOf(results: readonly Result[]): PhysicalLocation[] {
  return results.flatMap(({ locations }) => locations?.[0]?.physicalLocation ?? []);
}

/**
 * What the SARIF 2.1.0 schema has against a log. No package brings the schema itself; @types/sarif is made from it, so
 * the compiler is asked: the log as a literal may have no property that the schema does not know, miss none, and hold
 * no other word than an enumeration allows.
 */
function complaintsOf(logs: readonly string[]): string[][] {
  const files = new Map(
    logs.map((log, index) => [
      `log${index}.ts`,
      `import type { Log } from 'sarif';\nexport const log: Log = ${log};\n`,
    ]),
  );
  const options: ts.CompilerOptions = { strict: true, noEmit: true, types: [], lib: ['lib.es5.d.ts'] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, target) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile(name, target) : ts.createSourceFile(name, text, target);
  };
  const said = ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host));
  return [...files.keys()].map((name) =>
    said
      .filter(({ file }) => file === undefined || file.fileName === name)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}

describe('SARIF', () => {
  test('holds its schema, with findings and without, and would not otherwise', async () => {
    const short = await written({ ...summary, findings: findings.slice(0, 1) });
    const spoiled = [
      short.replace('"startLine"', '"firstLine"'),
      short.replace('"level": "error"', '"level": "severe"'),
      short.replace('"name": "portrait verify"', '"title": "portrait verify"'),
    ];
    const [full, clean, ...others] = complaintsOf([await written(), await written(cleanSummary), ...spoiled]);
    expect([full, clean]).toEqual([[], []]);
    for (const complaints of others) expect(complaints).toHaveLength(1);
  });

  test('holds what types cannot say', async () => {
    const log = JSON.parse(await written()) as Log;
    const [run] = log.runs;
    const rules = run?.tool.driver.rules ?? [];
    expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringMatching(/sarif-schema-2\.1\.0\.json$/) });
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, help, shortDescription } of rules) {
      expect(shortDescription?.text).toBe(CHECKS[id as keyof typeof CHECKS]);
      expect(help?.text).toMatch(/\.$/);
    }
    for (const { ruleId, ruleIndex, occurrenceCount, message, locations } of run?.results ?? []) {
      expect(rules[ruleIndex ?? -1]?.id).toBe(ruleId);
      expect(CHECK_NAMES).toContain(ruleId);
      expect(occurrenceCount).toBeGreaterThan(0);
      expect(message.text).not.toBe('');
      expect(locations).toHaveLength(1);
    }
    for (const { artifactLocation, region } of placesOf(run?.results ?? [])) {
      expect(new URL(artifactLocation?.uri ?? '', 'file:///a/').href).not.toMatch(/[ <>\\]/);
      expect(region?.startLine).toBeGreaterThan(0);
      expect(region?.startColumn).toBeGreaterThan(0);
    }
    const [invocation] = run?.invocations ?? [];
    expect(Date.parse(invocation?.endTimeUtc ?? '')).toBeGreaterThan(Date.parse(invocation?.startTimeUtc ?? ''));
  });

  test('points to the lines that say what was promised', async () => {
    const results = await resultsOf();
    expect(results).toHaveLength(findings.length);
    const placed = placesOf(results);
    expect(placed).toHaveLength(findings.length - 1);
    for (const { artifactLocation, region } of placed) {
      const lines = readFileSync(decodeURI(artifactLocation?.uri ?? ''), 'utf8').split('\n');
      expect(lines[(region?.startLine ?? 0) - 1]?.slice((region?.startColumn ?? 0) - 1)).toBe('responses:');
    }
  });

  test('has what is needed to see it again', async () => {
    for (const [index, { properties, webRequest, partialFingerprints }] of (await resultsOf()).entries()) {
      const { curl, seed, operation, promised } = findings[index] as (typeof findings)[number];
      expect(properties).toMatchObject({ curl, seed, promised });
      expect(properties?.['operation']).toBe(operation);
      expect(webRequest?.target).toMatch(/^http:\/\/127\.0\.0\.1:4020\//);
      expect(Object.values(partialFingerprints ?? {})[0]).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test('knows a finding again in the next run', async () => {
    const prints = (results: Result[]): unknown[] => results.map(({ partialFingerprints }) => partialFingerprints);
    const again = findings.map((finding) => ({ ...finding, seed: 7, came: 'something else', times: 9 }));
    const first = prints(await resultsOf());
    expect(prints(await resultsOf({ ...summary, seed: 7, findings: again }))).toEqual(first);
    expect(new Set(first.map((print) => JSON.stringify(print))).size).toBe(findings.length);
  });
});
