import type { Contract, Operation } from '../../contract/contract.ts';
import type { TestCredential } from '../../contract/document.ts';
import type { Asked, Sent } from './asked.ts';
import { credentialFor, withCredentialAt } from './carried-credential.ts';
import { type GoodRequest, goodRequest } from './good-request.ts';

/** A cell of the matrix: what comes as Authorization, and the name of what is wrong with it. */
export type Cell = [title: string, authorization: string | undefined, wrong: string];

/** Where a token may come besides the header: query parameters and cookies. */
export type Carrier = [place: 'query' | 'cookie', key: string];

/** An operation as everybody may ask for it, with every credential that there is, at every place that takes one. */
export function credentialRequests(contract: Contract, operation: Operation): Asked[] {
  const good = goodRequest(contract, operation);
  const { place } = credentialFor(contract, operation);
  const secrets = contract.credentials.map(({ name, credential }) => [name, credential.replace(/^\S+ /, '')] as const);
  return [
    ...badCells(contract, operation).map(([title, text]): Asked => [title, withCredentialAt(good, place, text)]),
    ...contract.credentials.map(
      ({ name, credential }): Asked => [`the credential ${name}`, withCredentialAt(good, place, credential)],
    ),
    ...carriersOf(contract, operation).flatMap(([place, key]) =>
      secrets.map(([name, secret]): Asked => [`${name} by the ${place} ${key}`, withTokenIn(good, place, key, secret)]),
    ),
    ...(takesTokenInBody(contract, operation) ? secrets : []).map(
      ([name, secret]): Asked => [`${name} in the body`, withTokenInBody(good, secret)],
    ),
  ];
}

/** Callers without a credential of the contract. */
export function badCells(contract: Contract, operation?: Operation): Cell[] {
  const used = operation === undefined ? contract.credentials[0] : credentialFor(contract, operation).credential;
  const secret = used?.credential.replace(/^\S+ /, '') ?? '';
  const word = used?.credential.includes(' ') === true ? used.credential.split(' ', 1)[0] : undefined;
  if (word === undefined) return keyCells(secret);
  const otherWord = word === 'Bearer' ? 'Api-Key' : 'Bearer';
  return [
    ['no credential', undefined, 'missing'],
    ['a scheme without credential', word, 'malformed'],
    ['a credential without scheme', secret, 'malformed'],
    ['two credentials in one', `${word} ${secret} ${secret}`, 'malformed'],
    ['a comma for the blank', `${word},${secret}`, 'malformed'],
    ['the scheme Basic', 'Basic cG9ydHJhaXQ6cG9ydHJhaXQ=', 'malformed'],
    ['the scheme of another API', `${otherWord} ${secret}`, 'malformed'],
    ['an unknown credential', `${word} portrait-nobody-ever-made-this`, 'unknown'],
    ['a credential with another ending', `${word} ${secret}x`, 'unknown'],
    ['a credential in other letters', `${word} ${secret.toUpperCase()}`, 'unknown'],
  ];
}

/** Of keys that travel without a word before them. */
function keyCells(secret: string): Cell[] {
  return [
    ['no credential', undefined, 'missing'],
    ['an unknown credential', 'portrait-nobody-ever-made-this', 'unknown'],
    ['a credential with another ending', `${secret}x`, 'unknown'],
  ];
}

export function goodCredentials({ credentials }: Contract): [string, TestCredential][] {
  return credentials.filter(({ defect }) => defect === undefined).map((one) => [one.name, one]);
}

/** The word before a credential: `Bearer`, `Api-Key`. */
export function wordOf({ credentials: [first] }: Contract): string {
  return first?.credential.split(' ', 1)[0] ?? '';
}

/** Query parameters and cookies that carry a token here. */
export function carriersOf(contract: Contract, operation: Operation): Carrier[] {
  return schemesOf(contract, operation).flatMap((scheme): Carrier[] =>
    scheme.type === 'apiKey' && scheme.in !== 'header' ? [[scheme.in, scheme.name]] : [],
  );
}

/** Whether the token may be a key or a part `access_token` of the body. */
export function takesTokenInBody(contract: Contract, operation: Operation): boolean {
  const schemes = schemesOf(contract, operation);
  return (
    operation.body !== undefined &&
    schemes.some((scheme) => scheme.type === 'apiKey' && scheme['x-also-in-body'] === true)
  );
}

/** The request with this Authorization, or none. */
export function withAuthorization(good: GoodRequest, authorization: string | undefined): Sent {
  return { ...good, headers: { ...anonymous(good), ...(authorization === undefined ? {} : { authorization }) } };
}

/** The request with the token in its query or in a cookie only. */
export function withTokenIn(good: GoodRequest, place: Carrier[0], key: string, secret: string): Sent {
  const path = place === 'query' ? `${good.path}?${key}=${encodeURIComponent(secret)}` : good.path;
  const cookie = place === 'cookie' ? { cookie: `theme=dark; ${key}=${secret}; lang=en` } : {};
  return { ...good, path, headers: { ...anonymous(good), ...cookie } };
}

/** The request with the token in its body only. */
export function withTokenInBody(good: GoodRequest, token: string): Sent {
  return { ...good, headers: anonymous(good), body: bodyWith(good, token) };
}

function bodyWith({ headers, body = '' }: GoodRequest, token: string): string | Buffer {
  const boundary = /boundary=(.+)/.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return JSON.stringify({ ...JSON.parse(String(body)), access_token: token });
  const part = `--${boundary}\r\nContent-Disposition: form-data; name="access_token"\r\n\r\n${token}\r\n`;
  return Buffer.concat([Buffer.from(part), Buffer.from(body)]);
}

function anonymous({ headers }: GoodRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
}

function schemesOf({ schemes }: Contract, { security }: Operation) {
  const names = new Set(security.flatMap((need) => Object.keys(need)));
  return [...names].flatMap((name) => schemes.get(name) ?? []);
}
