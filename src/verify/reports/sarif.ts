import { createHash } from 'node:crypto';
import type { ArtifactContent, Location, Log, ReportingDescriptor, Result, WebRequest, WebResponse } from 'sarif';
import { textOf } from '../../edge/har.ts';
import { VERSION } from '../../version.ts';
import { CHECK_NAMES, CHECKS, type CheckName } from '../checks/names.ts';
import type { Finding, Summary } from '../finding.ts';
import type { Exchange } from '../wire.ts';
import type { Report } from './report.ts';
import type { Sink } from './sink.ts';
import { subjectOf } from './wording.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** Bodies beyond this are told by their beginning. */
const MAX_BODY = 4 * 1024;

/**
 * SARIF 2.1.0, for GitHub code scanning and editors: each finding stands at its place in the contract's source, with the
 * exchange that shows it. Fingerprints are made of what stays the same from run to run.
 */
export function sarifReport(sink: Sink): Report {
  return {
    end(summary) {
      sink.write(`${JSON.stringify(logOf(summary), null, 2)}\n`);
      sink.close();
    },
  };
}

function logOf({ findings, startedAt, tookMs, notes, origin, server, seed, conclusion }: Summary): Log {
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'portrait verify',
            version: VERSION,
            semanticVersion: VERSION,
            rules: CHECK_NAMES.map(ruleOf),
          },
        },
        automationDetails: { id: 'portrait-verify/' },
        invocations: [
          {
            executionSuccessful: conclusion.outcome !== 'interrupted' && conclusion.outcome !== 'unknown',
            startTimeUtc: startedAt.toISOString(),
            endTimeUtc: new Date(startedAt.getTime() + tookMs).toISOString(),
            toolExecutionNotifications: [
              { level: conclusion.outcome === 'held' ? 'note' : 'warning', message: { text: `${conclusion.text}.` } },
              ...[...conclusion.more, ...notes].map((text) => ({ level: 'note' as const, message: { text } })),
            ],
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: findings.map(resultOf),
        properties: { origin, seed, ...(server === undefined ? {} : { server }) },
      },
    ],
  };
}

function ruleOf(check: CheckName): ReportingDescriptor {
  const text = CHECKS[check];
  const help = `${text} The contract says what holds for each operation; the result's place leads there. Its properties hold a curl line that shows it again.`;
  return {
    id: check,
    name: check.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text },
    fullDescription: { text },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['api', 'contract'] },
  };
}

function resultOf(finding: Finding): Result {
  const { check, api, operation, endpoint, title, came, promised, pointer, seed, curl, times, exchanges } = finding;
  const last = exchanges.at(-1);
  return {
    ruleId: check,
    ruleIndex: CHECK_NAMES.indexOf(check),
    level: 'error',
    message: { text: `${subjectOf(finding)}, ${title}: ${came}\nPromised: ${promised}` },
    locations: [locationOf(finding)],
    partialFingerprints: { 'portraitFinding/v1': fingerprintOf(finding) },
    occurrenceCount: times,
    ...(last === undefined ? {} : { webRequest: webRequestOf(last) }),
    ...(last?.answer === undefined ? {} : { webResponse: webResponseOf(last.answer) }),
    properties: {
      api,
      ...(operation === undefined ? {} : { operation }),
      ...(endpoint === undefined ? {} : { endpoint }),
      title,
      came,
      promised,
      pointer,
      seed,
      curl,
    },
  };
}

function locationOf(finding: Finding): Location {
  const { place } = finding;
  const fullyQualifiedName = subjectOf(finding);
  return {
    ...(place === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: encodeURI(place.file), uriBaseId: '%SRCROOT%' },
            region: { startLine: place.line, startColumn: place.column },
          },
        }),
    logicalLocations: [{ fullyQualifiedName, kind: 'function' }],
  };
}

function fingerprintOf({ check, api, operation, pointer, title }: Finding): string {
  return createHash('sha256')
    .update(JSON.stringify([check, api, operation, pointer, title]))
    .digest('hex');
}

function webRequestOf({ origin, request }: Exchange): WebRequest {
  const { method, target, headers, body } = request;
  return {
    protocol: 'HTTP',
    version: '1.1',
    method,
    target: target.startsWith('/') ? `${origin}${target}` : target,
    headers: { ...headers },
    ...(body === undefined ? {} : { body: contentOf(body) }),
  };
}

function webResponseOf({
  status,
  statusText,
  httpVersion,
  headers,
  body,
}: NonNullable<Exchange['answer']>): WebResponse {
  const joined = Object.entries(headers).map(([name, value = '']) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return {
    protocol: 'HTTP',
    version: httpVersion,
    statusCode: status,
    reasonPhrase: statusText,
    headers: Object.fromEntries(joined),
    body: contentOf(body),
  };
}

function contentOf(bytes: Buffer): ArtifactContent {
  const text = textOf(bytes);
  if (text !== undefined) return { text: text.slice(0, MAX_BODY) };
  return { binary: bytes.toString('base64', 0, MAX_BODY) };
}
