import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A check of Schemathesis's that failed. */
export interface FailedCheck {
  check: string;
  /** `PUT /user/me/avatar`, the path as the contract has it. */
  endpoint: string;
  /** What it says, the answer, and the reasons that our servers give with it. */
  text: string;
}

/** What of a line of its NDJSON report is read. */
interface ReportLine {
  ScenarioFinished?: {
    phase: string;
    recorder: {
      label: string;
      checks?: Record<string, { name: string; status: string; failure_info?: { failure: Failure } }[]>;
      interactions?: Record<string, Interaction>;
    };
  };
  NonFatalError?: { label?: string; phase?: string; value?: { message?: string } };
  FatalError?: { exception?: { message?: string } };
}

interface Failure {
  operation?: string;
  title: string;
  message: string;
}

interface Interaction {
  request?: { method: string; uri: string };
  response?: { status_code: number; headers?: Record<string, string[]>; content?: { $base64: string } };
}

/** Letters of an answer that are told. */
const MAX_SHOWN = 300;

/** The failed checks of a report in its NDJSON, each time they failed. What it could not do is a check `error`. */
export async function* failedChecksIn(file: string): AsyncGenerator<FailedCheck> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    // Most lines are about what went well; their numbers make them long.
    if (/"status":"failure"|Error"/.test(line)) yield* failedIn(JSON.parse(line) as ReportLine);
  }
}

function* failedIn({ ScenarioFinished: scenario, NonFatalError: error, FatalError: fatal }: ReportLine) {
  if (error !== undefined) yield errorOf(error.label ?? error.phase ?? '', error.value?.message);
  if (fatal !== undefined) yield errorOf('', fatal.exception?.message);
  if (scenario === undefined) return;
  const { label, checks = {}, interactions = {} } = scenario.recorder;
  for (const [id, all] of Object.entries(checks)) {
    for (const { name, failure_info: info } of all) {
      if (info === undefined) continue;
      const said = `${info.failure.title}: ${info.failure.message.split('\n', 1)[0]}`;
      const text = [said, `${scenario.phase}`, ...cameIn(interactions[id])].join(' | ');
      yield { check: name, endpoint: info.failure.operation ?? label, text };
    }
  }
}

function errorOf(endpoint: string, message = 'It cannot go on.'): FailedCheck {
  return { check: 'error', endpoint, text: message };
}

function cameIn({ request, response }: Interaction = {}): string[] {
  const sent = request === undefined ? [] : [`${request.method} ${request.uri.slice(0, MAX_SHOWN)}`];
  if (response === undefined) return sent;
  const body = Buffer.from(response.content?.$base64 ?? '', 'base64').toString();
  const reasons = response.headers?.['sl-violations'] ?? [];
  return [...sent, String(response.status_code), body.slice(0, MAX_SHOWN), ...reasons].filter((part) => part !== '');
}
