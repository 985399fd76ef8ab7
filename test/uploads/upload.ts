import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { apis } from '../../src/apis/index.ts';
import type { FailureKind, Violation } from '../../src/contract/failures.ts';
import { failureReply, type Reply } from '../../src/contract/reply.ts';
import { goodRequest } from '../../src/verify/cases/good-request.ts';
import type { Expected, Target, Upload } from '../../src/verify/cases/uploads/upload-case.ts';
import type { Answered } from '../exchange.ts';

const agent = new Agent({ keepAlive: true });

/** Puts an upload to the operation, with a credential that may; with `more` headers. */
export function send(
  origin: string,
  { contract, operation }: Target,
  { headers, body, chunked = false, stops = false }: Upload,
  more: Record<string, string> = {},
): Promise<Answered> {
  const good = goodRequest(contract, operation);
  const announced = (body?.length ?? 0) + (stops ? 100 : 0);
  const framing = chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': announced };
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(`${origin}${good.path}`, {
      method: good.method,
      agent,
      headers: {
        authorization: good.headers['authorization'],
        ...headers,
        ...more,
        ...(body === undefined ? {} : framing),
      },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      answered(incoming)
        .then(resolve, reject)
        .finally(() => stops && outgoing.destroy());
    });
    if (stops) outgoing.write(body);
    else outgoing.end(body);
  });
}

/** What the contract answers with, by the verdict: its first success, or the example that its failure table names. */
export function expectedReply(
  { contract, operation, part }: Target,
  expected: Expected,
): Pick<Reply, 'status' | 'body'> {
  if (expected === 'accepted') {
    const [success] = operation.responses.values();
    return { status: success?.status ?? 0, body: success?.media?.examples.values().next().value?.value };
  }
  const [kind, code = kind] = expected.split('/') as [FailureKind, string?];
  const table = apis.find(({ name }) => name === contract.api)?.failures;
  if (table === undefined) throw new Error(`${contract.api} has no failure table.`);
  const location = ['request', 'body', ...(part === '' ? [] : [part])];
  const violations: [Violation] = [{ location, severity: 'Error', code, message: '' }];
  const { status, body } = failureReply(contract, operation, table, kind, { violations });
  return { status, body };
}

async function answered(incoming: IncomingMessage): Promise<Answered> {
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    rawHeaders: incoming.rawHeaders,
    body: await buffer(incoming),
  };
}
