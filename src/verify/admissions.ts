import type { Contract, Operation } from '../contract/contract.ts';
import type { SecurityScheme } from '../contract/document.ts';
import type { Observation } from './observation.ts';

/** Statuses by which a server turns a caller away as such. */
const TURNED_AWAY = [401, 403, 407];

interface Account {
  contract: Contract;
  /** Good requests that were answered. */
  good: number;
  turnedAway: number;
  letIn: boolean;
}

/** An operation that never let a good request in: of its successes nothing is known. */
export interface Shut {
  operation: Operation;
  /** Options that would give the credential that it needs; none where it was given one, or takes none from here. */
  wayOut: string[];
}

/**
 * Keeps account of who was let in. A server that turns everybody away refuses all that it must refuse, so that without
 * a good credential nothing is wrong with it, and nothing is known of it.
 */
export class Admissions {
  readonly #accounts = new Map<Operation, Account>();

  /** Operations of which good requests were answered. */
  get asked(): number {
    return [...this.#accounts.values()].filter(({ good }) => good > 0).length;
  }

  observe({ contract, operation, tried, exchange: { request, answer } }: Observation): void {
    if (answer === undefined) return;
    if (tried?.source === 'examples' && isJudgedByCaller(tried.operation, request.method, answer.status)) {
      const account = this.#accountOf(contract, tried.operation);
      account.good++;
      if (TURNED_AWAY.includes(answer.status)) account.turnedAway++;
    }
    if (operation !== undefined && answer.status >= 200 && answer.status < 400)
      this.#accountOf(contract, operation).letIn = true;
  }

  shut(): Shut[] {
    return [...this.#accounts]
      .filter(([, { good, turnedAway, letIn }]) => good > 0 && turnedAway === good && !letIn)
      .map(([operation, { contract }]) => ({ operation, wayOut: wayOutOf(contract, operation) }));
  }

  #accountOf(contract: Contract, operation: Operation): Account {
    const account = this.#accounts.get(operation) ?? { contract, good: 0, turnedAway: 0, letIn: false };
    this.#accounts.set(operation, account);
    return account;
  }
}

/** Not what is refused before anybody asks who is calling: a HEAD that a server does not have, a type that it cannot give. */
function isJudgedByCaller({ method }: Operation, asked: string, status: number): boolean {
  return asked === method.toUpperCase() && status !== 406;
}

/** What to say so that one of the operation's alternatives is met, of which nothing was given. */
function wayOutOf({ credentials, schemes }: Contract, { security }: Operation): string[] {
  // Test credentials of a contract serve all its schemes; those of the caller the scheme that they are named for.
  const isGiven = (scheme: string): boolean => credentials.some(({ name }) => name === scheme || !schemes.has(name));
  const lacking = security.map((need) => Object.keys(need).filter((scheme) => !isGiven(scheme)));
  const [fewest = []] = lacking.sort((one, other) => one.length - other.length);
  return fewest.map((scheme) => `--credential ${scheme}='${valueFor(schemes.get(scheme))}'`);
}

function valueFor(scheme: SecurityScheme | undefined): string {
  if (scheme?.type === 'apiKey') return '…';
  return scheme?.type === 'http' && scheme.scheme?.toLowerCase() === 'basic' ? 'Basic …' : 'Bearer …';
}
