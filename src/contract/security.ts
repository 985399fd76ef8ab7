import { cookieNamed } from '../http/cookies.ts';
import type { Contract, Operation } from './contract.ts';
import type { SecurityScheme, TestCredential } from './document.ts';
import { type Refusal, refuse } from './failures.ts';
import { type Received, textNamed } from './received.ts';
import { type ApiRequest, headerValue } from './request.ts';
import { subjectNamed } from './subjects.ts';

/** What the caller brought along: a secret, and the scheme that it came by. */
interface Carried {
  scheme: string;
  secret: string;
}

export interface SecurityOptions {
  /** Any well-formed credential will do, with every right. */
  anyToken: boolean;
}

/** Anyone: the operation asks for nobody. */
export const ANYONE: TestCredential = { name: 'anyone', credential: '', scopes: [] };

/**
 * Who is calling, and may they: alternatives of the security requirement are OR, the schemes of one are AND.
 * Order: is there a credential, is it known, is anything wrong with it, does it have the scope or does its owner act
 * on their own things; and what is wrong with it that comes after the scope (`afterScope`).
 * @throws Refusal credentialMissing, credentialMalformed, credentialUnknown, credentialDefective or scopeMissing.
 */
export function authenticate(request: ApiRequest, sent: Received, options: SecurityOptions): TestCredential {
  const { contract, operation } = request;
  if (isPublic(operation.security)) return ANYONE;
  const carried = carriedBy(request, sent);
  const [first] = carried;
  if (first === undefined) throw nothingCarried(request);
  if (options.anyToken) return anybody(contract);

  const credential = contract.credentials.find((known) => withoutWord(known.credential) === first.secret);
  if (credential === undefined || credential.defect === 'unknown') {
    throw refuse(
      'credentialUnknown',
      placeOf(contract, first.scheme),
      `This credential is not known here. Known are, by name: ${namesOf(contract)}; the start page (/) shows them.`,
    );
  }
  const { defect, afterScope = false } = credential;
  if (defect !== undefined && !afterScope) throw defective(contract, first.scheme, defect);
  if (!mayAct(request, credential, carried)) throw scopeMissing(operation, credential, placeOf(contract, first.scheme));
  if (defect !== undefined) throw defective(contract, first.scheme, defect);
  return credential;
}

/** Whether a requirement lets anyone in without a credential. */
export function isPublic(security: Operation['security']): boolean {
  return security.length === 0 || security.some((need) => Object.keys(need).length === 0);
}

/** The contract's good test credentials. */
function namesOf({ credentials }: Contract): string {
  return credentials.flatMap(({ name, defect }) => (defect === undefined ? [name] : [])).join(', ');
}

/** Whoever comes, where every credential will do: the first of the contract's good ones, with every right. */
function anybody({ credentials }: Contract): TestCredential {
  const [first] = credentials.filter(({ defect }) => defect === undefined);
  return {
    name: 'any token',
    credential: '',
    scopes: [],
    ...(first?.owner === undefined ? {} : { owner: first.owner }),
  };
}

/** The known credential that the request brings, good or bad; undefined where it brings none or an unknown one. */
export function callerOf(request: ApiRequest, sent: Received): TestCredential | undefined {
  const [first] = carriedBy(request, sent);
  return request.contract.credentials.find(
    (known) => known.defect !== 'unknown' && withoutWord(known.credential) === first?.secret,
  );
}

/** Whether the credential may be in the body still: it may be there, and has not come otherwise. */
export function mayBeInBody(request: ApiRequest): boolean {
  const { contract, operation } = request;
  const schemes = operation.security.flatMap((need) => Object.keys(need)).map((name) => contract.schemes.get(name));
  const inBody = schemes.some((scheme) => scheme?.type === 'apiKey' && scheme['x-also-in-body'] === true);
  return inBody && carriedBy(request, {}).length === 0;
}

function mayAct(request: ApiRequest, credential: TestCredential, carried: Carried[]): boolean {
  const brought = new Set(carried.map(({ scheme }) => scheme));
  const { operation } = request;
  const alternatives = operation.security.filter((need) => Object.keys(need).every((scheme) => brought.has(scheme)));
  const granted = alternatives.some((need) =>
    Object.values(need).every((scopes) => scopes.every((scope) => credential.scopes.includes(scope))),
  );
  return granted || (alternatives.length > 0 && isOwner(request, credential));
}

function isOwner({ operation, params }: ApiRequest, credential: TestCredential): boolean {
  const parameter = operation.parameters.find(({ name }) => name === operation.ownerParameter);
  if (parameter === undefined || credential.owner === undefined) return false;
  return subjectNamed(parameter, params[parameter.name] ?? '') === credential.owner;
}

function scopeMissing(operation: Operation, credential: TestCredential, place: string[]): Refusal {
  const needs = operation.security.flatMap((need) => Object.values(need)).map((scopes) => scopes.join(' and '));
  const wanted = [...new Set(needs)].filter(Boolean).join(' or ');
  const has = credential.scopes.join(', ') || 'no scope';
  const owner = operation.ownerParameter ? ', or the credential of the one it is about' : '';
  return refuse('scopeMissing', place, `${operation.id} needs ${wanted}${owner}; this credential has ${has}.`);
}

function defective(contract: Contract, scheme: string, defect: string): Refusal {
  return refuse('credentialDefective', placeOf(contract, scheme), `This test credential is ${defect}.`, defect, {
    defect,
  });
}

/** Every credential that came by a scheme of this operation, in the order of its alternatives. */
function carriedBy(request: ApiRequest, sent: Received): Carried[] {
  const names = new Set(request.operation.security.flatMap((need) => Object.keys(need)));
  const carried: Carried[] = [];
  for (const name of names) {
    const scheme = request.contract.schemes.get(name);
    const secret = scheme && secretIn(request, sent, scheme);
    if (secret) carried.push({ scheme: name, secret });
  }
  return carried;
}

function secretIn(request: ApiRequest, sent: Received, scheme: SecurityScheme): string | undefined {
  if (scheme.type === 'mutualTLS') return undefined;
  if (scheme.type !== 'apiKey') {
    const isBasic = scheme.type === 'http' && scheme.scheme.toLowerCase() === 'basic';
    return secretAfter(isBasic ? BASIC : BEARER, headerValue(request.headers, 'authorization'));
  }
  if (scheme.in === 'query') {
    const inQuery = request.query.get(scheme.name) ?? undefined;
    return inQuery ?? (scheme['x-also-in-body'] ? textNamed(scheme.name, sent) : undefined);
  }
  if (scheme.in === 'cookie') return cookieNamed(scheme.name, headerValue(request.headers, 'cookie'));
  return keyIn(headerValue(request.headers, scheme.name.toLowerCase()), scheme.name, request.contract);
}

/** An API key in a header: the secret after one of the words that the contract's credentials have, or the whole value. */
function keyIn(value: string | undefined, header: string, { credentials }: Contract): string | undefined {
  const known = credentials.find(({ credential }) => credential === value);
  if (known !== undefined) return withoutWord(known.credential);
  const [word, secret, ...rest] = value?.split(/ +/) ?? [];
  const isWord = credentials.some(({ credential }) => credential.split(' ', 1)[0] === word);
  if (isWord && secret !== undefined && rest.length === 0) return secret;
  // Only in Authorization a word has to come before the secret (RFC 9110, section 11.4).
  return header.toLowerCase() === 'authorization' ? undefined : value;
}

const BEARER = /^bearer +(\S+)$/i;
const BASIC = /^basic +(\S+)$/i;

function secretAfter(pattern: RegExp, value: string | undefined): string | undefined {
  return value === undefined ? undefined : pattern.exec(value)?.[1];
}

/** A credential without its scheme's word: the same secret may come by header, query or cookie. */
export function withoutWord(credential: string): string {
  return credential.slice(credential.indexOf(' ') + 1);
}

function nothingCarried(request: ApiRequest): Refusal {
  const example = request.contract.credentials.find(({ defect }) => defect === undefined)?.credential;
  const wayOut = example ? ` Try “${example.split(' ', 1)[0]} …” with a credential of the contract.` : '';
  const came = headerValue(request.headers, 'authorization');
  return came === undefined
    ? refuse('credentialMissing', ['header', 'authorization'], `The request brings no credential.${wayOut}`)
    : refuse(
        'credentialMalformed',
        ['header', 'authorization'],
        `The Authorization header has another form than this API's.${wayOut}`,
      );
}

function placeOf(contract: Contract, scheme: string): string[] {
  const declared = contract.schemes.get(scheme);
  return declared?.type === 'apiKey' ? [declared.in, declared.name.toLowerCase()] : ['header', 'authorization'];
}
