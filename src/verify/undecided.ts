import { isJsonType, mediaOfType, sentTypeOf } from '../contract/conformance/media-type.ts';
import type { Contract, Operation } from '../contract/contract.ts';
import { type Parameter, resolve, type Schema, type SecurityScheme } from '../contract/document.ts';
import { isForm } from '../contract/received.ts';
import { type ApiRequest, headerValue } from '../contract/request.ts';
import { isBinary } from '../contract/uploads.ts';

/**
 * Why nobody here can say whether a request is right by a contract that is not ours: it is written in a form that our
 * judges do not read. Undefined where they read all of it. To be asked before `judge`; what is undecided is left open.
 */
export function undecided(request: ApiRequest): string | undefined {
  const { contract, operation } = request;
  const parameter = operation.parameters.find((one) => isSent(one, request) && !isPlain(one, contract));
  if (parameter !== undefined) return `The ${parameter.in} parameter ${parameter.name} is a list, an object or coded.`;
  const odd = operation.parameters.find(({ in: place, name }) =>
    isOddNumber(place === 'path' ? request.params[name] : request.query.get(name)),
  );
  if (odd !== undefined) return `Whether ${odd.name} is a number, written so, is for the server to say.`;
  return undecidedBody(request) ?? undecidedCaller(request);
}

/** Whether a value is a text of its own, as our judges read it. */
function isPlain({ in: place, schema, content }: Parameter, { document }: Contract): boolean {
  if (content !== undefined || place === 'cookie') return false;
  const { type = [], ...rules } = schema === undefined ? ({} as Schema) : resolve<Schema>(document, schema);
  const isStructured = [type].flat().some((one) => one === 'array' || one === 'object');
  return !isStructured && !['allOf', 'anyOf', 'oneOf', 'not', 'if'].some((keyword) => keyword in rules);
}

/** Numbers with zeros or a plus before them. */
function isOddNumber(value: string | null | undefined): boolean {
  return typeof value === 'string' && /^[+-]?0\d|^[+ ]|^-0$/.test(value);
}

function isSent({ in: place, name, style, schema, required = false }: Parameter, request: ApiRequest): boolean {
  if (place === 'path') return true;
  if (place === 'header') return request.headers[name.toLowerCase()] !== undefined;
  // Whether a cookie is missing is not looked at either.
  if (place === 'cookie') return required || hasCookie(request, name);
  if (request.query.has(name)) return true;
  const { type = [] } = schema === undefined ? ({} as Schema) : resolve<Schema>(request.contract.document, schema);
  if (![type].flat().includes('object')) return false;
  const names = [...request.query.keys()];
  if (style === 'deepObject') return names.some((one) => one.startsWith(`${name}[`));
  // Its properties are parameters of their own.
  const declared = request.operation.parameters.map((one) => one.name);
  return names.some((one) => !declared.includes(one));
}

function hasCookie({ headers }: ApiRequest, name: string): boolean {
  const cookies = headerValue(headers, 'cookie') ?? '';
  return cookies.split(';').some((cookie) => cookie.trim().startsWith(`${name}=`));
}

function undecidedBody({ operation, headers, body, unread }: ApiRequest): string | undefined {
  if (operation.body === undefined) return undefined;
  const isLimited = [...operation.body.content.values()].some(({ schema }) => schema?.maxLength !== undefined);
  if (unread?.kind === 'bodyTooLarge' && !isLimited) return 'The contract does not say how large bodies may be.';
  if (body === undefined || body.length === 0) return undefined;
  const essence = sentTypeOf(headerValue(headers, 'content-type') ?? '')?.essence ?? '';
  const media = mediaOfType(operation.body.content, essence);
  if (media === undefined || isJsonType(essence) || isForm(media) || isBinary(media)) return undefined;
  return media.schema === undefined ? undefined : `Bodies of ${essence} are not read here.`;
}

/** Without test credentials nobody knows which ones are good; only who brings none is known. */
function undecidedCaller(request: ApiRequest): string | undefined {
  const { contract, operation } = request;
  const needs = alternativesOf(operation);
  const schemes = needs.flat().flatMap((name) => contract.schemes.get(name) ?? []);
  if (schemes.some(({ type }) => type === 'mutualTLS')) return 'Who calls is told by certificates.';
  if (needs.some((need) => need.length > 1)) return 'More than one credential is asked for at once.';
  const isUnknown = contract.credentials.length === 0 && schemes.some((scheme) => isCarried(scheme, request));
  return isUnknown ? 'The contract lists no credentials, and none were given.' : undefined;
}

function isCarried(scheme: SecurityScheme, request: ApiRequest): boolean {
  if (scheme.type !== 'apiKey') return request.headers['authorization'] !== undefined;
  if (scheme.in === 'query') return request.query.has(scheme.name);
  if (scheme.in === 'cookie') return hasCookie(request, scheme.name);
  return request.headers[scheme.name.toLowerCase()] !== undefined;
}

/** The schemes of each alternative; none where nobody has to be known. */
function alternativesOf({ security }: Operation): string[][] {
  const needs = security.map((need) => Object.keys(need));
  return needs.some((need) => need.length === 0) ? [] : needs;
}
