import type { Contract, Operation } from '../../contract/contract.ts';
import type { TestCredential } from '../../contract/document.ts';
import type { Sent } from './asked.ts';
import { withHeader, withQuery } from './change-request.ts';

/** Where an operation takes its credential. */
export type CredentialPlace = { in: 'header' | 'query' | 'cookie'; name: string };

const AUTHORIZATION: CredentialPlace = { in: 'header', name: 'authorization' };

/**
 * The credential that an operation is asked with, and its place: the one that is named after a scheme of it, or else the
 * contract's first, by the header Authorization wherever that is taken.
 */
export function credentialFor(
  { credentials, schemes }: Contract,
  { security }: Operation,
): { credential: TestCredential | undefined; place: CredentialPlace } {
  const names = security.flatMap((need) => (Object.keys(need).length === 1 ? Object.keys(need) : []));
  const own = names.find((name) => credentials.some((one) => one.name === name));
  const wanted = own === undefined ? names : [own];
  const places = wanted.flatMap((name): CredentialPlace[] => {
    const scheme = schemes.get(name);
    if (scheme === undefined) return [];
    return [scheme.type === 'apiKey' ? { in: scheme.in, name: scheme.name } : AUTHORIZATION];
  });
  const isUsual = places.some(({ in: place, name }) => place === 'header' && name.toLowerCase() === 'authorization');
  return {
    credential: credentials.find(({ name }) => name === own) ?? credentials[0],
    place: isUsual ? AUTHORIZATION : (places[0] ?? AUTHORIZATION),
  };
}

/** The request with this as its credential at a place, instead of any other there; with none for undefined. */
export function withCredentialAt<Request extends Sent>(
  sent: Request,
  { in: place, name }: CredentialPlace,
  text: string | undefined,
): Request {
  if (place === 'header') return { ...sent, ...withHeader(sent, name, text) };
  const secret = text === undefined ? undefined : encodeURIComponent(text);
  if (place === 'query') return { ...sent, path: withQuery(sent.path, name, secret) };
  return { ...sent, ...withHeader(sent, 'cookie', secret === undefined ? undefined : `${name}=${text}`) };
}
