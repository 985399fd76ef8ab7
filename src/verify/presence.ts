import { randomBytes } from 'node:crypto';
import { isPublic } from '../contract/security.ts';
import { isSafe } from '../http/safe-methods.ts';
import { wired } from './cases/asked.ts';
import { withAuthorization } from './cases/credential-cases.ts';
import { goodRequest } from './cases/good-request.ts';
import type { Subject } from './subject.ts';
import type { Session, Target } from './target.ts';
import type { Wire, WireAnswer, WireRequest } from './wire.ts';

export interface PresenceOptions {
  /** Ids of the operations that are tried; all of them without it. */
  operations?: ReadonlySet<string>;
  readOnly: boolean;
  /** Milliseconds after which nobody is taken to be there. */
  maxTimeMs: number;
}

/** What servers say of a path that they do not have; of some methods they say it before they look for the path. */
const NOT_HERE = [404, 405, 501];

/**
 * Whether any of the contracts is served there at all. None is when each operation is answered as a path is that nobody
 * can have: a forgotten --spec must not fire thousands of requests at a server of something else. Asks what changes
 * nothing: safe methods, and others without a credential.
 */
export async function isAnyoneThere(
  wire: Wire,
  target: Target,
  subjects: readonly Subject[],
  options: PresenceOptions,
): Promise<boolean> {
  const session = target.session(0);
  const isOver = timer(options.maxTimeMs);
  try {
    for (const subject of subjects) if (await isThere(wire, session, subject, options, isOver)) return true;
    return false;
  } finally {
    await session.leave();
  }
}

async function isThere(
  wire: Wire,
  session: Session,
  { contract }: Subject,
  options: PresenceOptions,
  isOver: () => boolean,
): Promise<boolean> {
  const wanted = contract.operations.filter(({ id }) => options.operations?.has(id) !== false);
  const questions = wanted.flatMap((operation) => {
    if (isSafe(operation.method)) return [wired(goodRequest(contract, operation))];
    if (options.readOnly || isPublic(operation.security)) return [];
    return [wired(withAuthorization(goodRequest(contract, operation), undefined))];
  });
  const ask = async (request: WireRequest) => (await wire.send(session.within(request))).answer;
  const statuses = new Set<number>();
  for (const request of questions) {
    if (isOver()) return false;
    const answer = await ask(request);
    if (answer === undefined || !NOT_HERE.includes(answer.status)) return true;
    const nowhere = { ...request, target: `${contract.basePaths[0] ?? ''}/${randomBytes(6).toString('hex')}` };
    const elsewhere = await ask(nowhere);
    if (elsewhere === undefined || shapeOf(answer, request) !== shapeOf(elsewhere, nowhere)) return true;
    statuses.add(answer.status);
  }
  return !statuses.has(404);
}

function timer(ms: number): () => boolean {
  const began = performance.now();
  return () => performance.now() - began > ms;
}

/** What of an answer does not come from the request, nor from the moment: ids, times and lengths are numbers. */
function shapeOf({ status, headers, body }: WireAnswer, { target }: WireRequest): string {
  const path = target.replace(/\?.*$/s, '');
  const text = body
    .toString('utf8', 0, 64 * 1024)
    .replaceAll(target, '')
    .replaceAll(path, '');
  return JSON.stringify([status, headers['content-type'], text.replace(/[\da-f-]*\d[\da-f-]*/gi, '#')]);
}
