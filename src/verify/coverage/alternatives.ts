import type { Contract, Operation } from '../../contract/contract.ts';
import type { SecurityScheme, TestCredential } from '../../contract/document.ts';
import { textNamed } from '../../contract/received.ts';
import { withoutWord } from '../../contract/security.ts';
import { cookieNamed } from '../../http/cookies.ts';
import type { Observation } from '../observation.ts';
import type { Criterion } from './coverage.ts';
import type { Ledger } from './ledger.ts';
import type { SentPlaces } from './sent-text.ts';

/** Notes which of an operation's security alternatives a request made use of. */
export type Alternatives = (observation: Observation, places: () => SentPlaces) => void;

type Secrets = ReadonlyMap<string, string>;

/**
 * An alternative is made use of by a request that brings what it asks for, and would not do for another one: who has
 * both of two scopes shows of neither that it is enough. Of a credential that the contract does not list nobody knows
 * the scopes; it is taken to have them all.
 */
export function alternativesOf(contract: Contract, operation: Operation, ledger: Ledger): Alternatives {
  const { api, id, security } = operation;
  const alternatives = security.map((need) => ({
    need,
    used: ledger.criterion(api, 'security alternative', id, nameOf(need)),
  }));
  const schemes = [...new Set(security.flatMap((need) => Object.keys(need)))];
  const isUsed =
    (secrets: Secrets) =>
    (need: Record<string, string[]>): boolean =>
      Object.entries(need).every(([scheme, scopes]) => {
        const secret = secrets.get(scheme);
        return secret !== undefined && hasScopes(contract.credentials, secret, scopes);
      });
  return ({ exchange, expectation }, places) => {
    if (alternatives.every(({ used }) => used.covered)) return;
    const sent = expectation.verdict === 'accepted' ? expectation.judged.sent : {};
    const secrets = new Map<string, string>();
    for (const name of schemes) {
      const scheme = contract.schemes.get(name);
      const secret = scheme && (secretIn(scheme, places()) ?? secretInBody(scheme, sent));
      if (secret) secrets.set(name, secret);
    }
    const fitting = alternatives.filter(({ need }) => isUsed(secrets)(need));
    const enough = fitting.filter(({ need }) => secrets.size === 0 || Object.keys(need).length > 0);
    const areKnown = [...secrets.values()].every((secret) => credentialOf(contract.credentials, secret) !== undefined);
    if (exchange.answer !== undefined && (enough.length === 1 || !areKnown)) cover(enough.map(({ used }) => used));
  };
}

function cover(criteria: readonly Criterion[]): void {
  for (const criterion of criteria) criterion.covered = true;
}

/** `oauth2 (write:accounts) and key`; `nobody` where no credential is asked for. */
function nameOf(need: Record<string, string[]>): string {
  const parts = Object.entries(need).map(([name, scopes]) =>
    scopes.length > 0 ? `${name} (${scopes.join(', ')})` : name,
  );
  return parts.join(' and ') || 'nobody';
}

function hasScopes(credentials: readonly TestCredential[], secret: string, scopes: readonly string[]): boolean {
  const credential = credentialOf(credentials, secret);
  return credential === undefined || scopes.every((scope) => credential.scopes.includes(scope));
}

/** The same secret may come by header, query or cookie; a word goes before it in headers only. */
function credentialOf(credentials: readonly TestCredential[], secret: string): TestCredential | undefined {
  return credentials.find(({ credential }) => withoutWord(credential) === withoutWord(secret));
}

function secretIn(scheme: SecurityScheme, { headers, query }: SentPlaces): string | undefined {
  if (scheme.type !== 'apiKey') {
    const word = scheme.type === 'http' ? scheme.scheme.toLowerCase() : 'bearer';
    const sent = headers['authorization'] ?? '';
    return sent.toLowerCase().startsWith(`${word} `) ? sent : undefined;
  }
  if (scheme.in === 'query') return query.get(scheme.name) ?? undefined;
  return scheme.in === 'cookie' ? cookieNamed(scheme.name, headers['cookie']) : headers[scheme.name.toLowerCase()];
}

function secretInBody(scheme: SecurityScheme, sent: Parameters<typeof textNamed>[1]): string | undefined {
  return scheme.type === 'apiKey' && scheme['x-also-in-body'] === true ? textNamed(scheme.name, sent) : undefined;
}
