import type { Operation } from '../../contract/contract.ts';
import { isSafe } from '../../http/safe-methods.ts';
import type { Case, CaseSource } from '../case.ts';
import type { Subject } from '../subject.ts';
import type { WireRequest } from '../wire.ts';
import { type Asked, wired } from './asked.ts';
import { bodyCases } from './body-cases.ts';
import { credentialRequests } from './credential-cases.ts';
import { exampleCases } from './example-cases.ts';
import { failureCases } from './failure-cases.ts';
import { randomBodies } from './fuzz/random-bodies.ts';
import { randomParameters } from './fuzz/random-parameters.ts';
import { goodRequest } from './good-request.ts';
import { parameterCases } from './parameter-cases.ts';
import { routeCases } from './route-cases.ts';
import { uploadCases } from './upload-cases.ts';

/** How much is tried, and what the server is known for. */
export interface CaseOptions {
  seed: number;
  /** Random requests to each operation, of each kind. */
  fuzz: number;
  /** Whether the server answers `Prefer` (README). */
  isPortrait: boolean;
  /** Whether only methods are of use that change nothing. */
  readOnly: boolean;
  /** Where cases come from; everywhere without it. */
  sources?: ReadonlySet<CaseSource>;
}

/** Requests to try on one operation, one after the other, each made when its turn comes. */
export async function* casesOf(subject: Subject, operation: Operation, options: CaseOptions): AsyncGenerator<Case> {
  const { contract } = subject;
  const { isPortrait } = options;
  const one = (source: CaseSource, title: string, request: WireRequest): Case => ({
    ...{ contract, operation, source, title, request },
  });
  // By another method than the operation's own only its path is asked for.
  const isOfUse = (source: CaseSource): boolean => !options.readOnly || isSafe(operation.method) || source === 'routes';
  const isWanted = (source: CaseSource): boolean => options.sources?.has(source) !== false && isOfUse(source);
  for (const [source, make] of tablesOf(options)) {
    if (!isWanted(source)) continue;
    for (const [title, sent] of make(contract, operation)) yield one(source, title, wired(sent));
  }
  // A server of somebody else may wait for the rest for as long as it likes.
  if (isPortrait && isWanted('bodies') && operation.body !== undefined)
    yield one('bodies', 'a body that stops arriving', { ...wired(goodRequest(contract, operation)), stops: true });
  if (!isWanted('uploads')) return;
  for (const { title, make } of uploadCases(contract, operation)) {
    const request = await make();
    if (request !== undefined) yield one('uploads', title, request);
  }
}

type Table = (contract: Subject['contract'], operation: Operation) => readonly Asked[];

function tablesOf({ seed, fuzz, isPortrait }: CaseOptions): [CaseSource, Table][] {
  return [
    ['examples', exampleCases],
    ['security', credentialRequests],
    ['parameters', parameterCases],
    ['bodies', bodyCases],
    ['routes', routeCases],
    ...(isPortrait ? ([['failures', failureCases]] as [CaseSource, Table][]) : []),
    ['fuzz', (contract, operation) => randomParameters(contract, operation, fuzz, seed)],
    ['fuzz', (contract, operation) => randomBodies(contract, operation, fuzz, seed)],
  ];
}
