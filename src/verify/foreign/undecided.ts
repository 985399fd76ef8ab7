import { isJsonType, mediaOfType, sentTypeOf } from '../../contract/conformance/media-type.ts';
import type { Contract, Operation } from '../../contract/contract.ts';
import { type Parameter, resolve, type Schema, type SecurityScheme } from '../../contract/document.ts';
import { isForm } from '../../contract/received.ts';
import { type ApiRequest, headerValue } from '../../contract/request.ts';
import { withoutWord } from '../../contract/security.ts';
import { isBinary } from '../../contract/uploads.ts';
import { cookieNamed } from '../../http/cookies.ts';
import { ambiguityOf } from './json-text.ts';
import { isOddText } from './odd-texts.ts';

/**
 * Why nobody here can say whether a request is right by a contract that is not ours: it is written in a form that our
 * judges do not read. Undefined where they read all of it. To be asked before `judge`; what is undecided is left open.
 */
export function undecided(request: ApiRequest): string | undefined {
  const { contract, operation } = request;
  const parameter = operation.parameters.find((one) => isSent(one, request) && !isPlain(one, contract));
  if (parameter !== undefined) return `The ${parameter.in} parameter ${parameter.name} is a list, an object or coded.`;
  const odd = operation.parameters.find((one) => isOdd(one, request));
  if (odd !== undefined) return `What ${odd.name} is, written so, is for the server to say.`;
  return undecidedQuery(request) ?? undecidedBody(request) ?? undecidedCaller(request);
}

function isOdd({ in: place, name, schema }: Parameter, { params, query, headers, contract }: ApiRequest): boolean {
  const texts = { path: params[name], query: query.get(name), header: headerValue(headers, name.toLowerCase()) };
  const text = place === 'cookie' ? undefined : texts[place];
  if (typeof text !== 'string') return false;
  return isOddText(schema === undefined ? {} : resolve<Schema>(contract.document, schema), text);
}

/** Of what comes twice, servers take the first, the last, both or none; some pass over case, blanks and brackets. */
function undecidedQuery({ operation, query }: ApiRequest): string | undefined {
  const names = operation.parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name);
  const twice = names.find((name) => query.getAll(name).length > 1);
  if (twice !== undefined) return `What the query parameter ${twice} means twice is for the server to say.`;
  const plain = (name: string): string => (name.split(/[[.]/, 1)[0] ?? '').trim().toLowerCase();
  const known = new Set(names.map(plain));
  const alike = [...query.keys()].find((name) => !names.includes(name) && known.has(plain(name)));
  return alike === undefined ? undefined : `Whether ${alike} is a parameter is for the server to say.`;
}

/** Whether a value is a text of its own, as our judges read it. */
function isPlain({ in: place, schema, content }: Parameter, { document }: Contract): boolean {
  if (content !== undefined || place === 'cookie') return false;
  const { type = [], ...rules } = schema === undefined ? ({} as Schema) : resolve<Schema>(document, schema);
  const isStructured = [type].flat().some((one) => one === 'array' || one === 'object');
  return !isStructured && !['allOf', 'anyOf', 'oneOf', 'not', 'if'].some((keyword) => keyword in rules);
}

function isSent({ in: place, name, style, schema, required = false }: Parameter, request: ApiRequest): boolean {
  if (place === 'path') return true;
  if (place === 'header') return request.headers[name.toLowerCase()] !== undefined;
  // Whether a cookie is missing is not looked at either.
  if (place === 'cookie') return required || cookieOf(request, name) !== undefined;
  if (request.query.has(name)) return true;
  const { type = [] } = schema === undefined ? ({} as Schema) : resolve<Schema>(request.contract.document, schema);
  if (![type].flat().includes('object')) return false;
  const names = [...request.query.keys()];
  if (style === 'deepObject') return names.some((one) => one.startsWith(`${name}[`));
  // Its properties are parameters of their own.
  const declared = request.operation.parameters.map((one) => one.name);
  return names.some((one) => !declared.includes(one));
}

function cookieOf({ headers }: ApiRequest, name: string): string | undefined {
  return cookieNamed(name, headerValue(headers, 'cookie'));
}

function undecidedBody({ operation, headers, body, unread }: ApiRequest): string | undefined {
  if (operation.body === undefined) return undefined;
  const isLimited = [...operation.body.content.values()].some(({ schema }) => schema?.maxLength !== undefined);
  if (unread?.kind === 'bodyTooLarge' && !isLimited) return 'The contract does not say how large bodies may be.';
  if (body === undefined || body.length === 0) return undefined;
  const type = headerValue(headers, 'content-type') ?? '';
  if (type.trim() === '') return 'What a body without a media type is may be found out (RFC 9110, section 8.3).';
  const coding = headerValue(headers, 'content-encoding') ?? 'identity';
  if (coding !== 'identity') return 'A server may know the content coding.';
  const { essence = '', charsets = [] } = sentTypeOf(type) ?? {};
  const media = mediaOfType(operation.body.content, essence);
  if (media === undefined || isForm(media) || isBinary(media)) return undefined;
  if (!isJsonType(essence)) return `Bodies of ${essence} are not read here.`;
  return charsets.some((charset) => charset !== 'utf-8') ? 'A server may know the charset.' : ambiguityOf(body);
}

/** Without test credentials nobody knows which ones are good; only who brings none is known. */
function undecidedCaller(request: ApiRequest): string | undefined {
  const { contract, operation } = request;
  const needs = alternativesOf(operation);
  const schemes = needs.flat().flatMap((name) => contract.schemes.get(name) ?? []);
  if (schemes.some(({ type }) => type === 'mutualTLS')) return 'Who calls is told by certificates.';
  if (schemes.some((one) => one.type === 'http' && !/^(basic|bearer)$/i.test(one.scheme)))
    return 'What credentials of this scheme look like is not known here.';
  if (needs.some((need) => need.length > 1)) return 'More than one credential is asked for at once.';
  const isUnknown = contract.credentials.length === 0 && schemes.some((scheme) => isCarried(scheme, request));
  const authorization = headerValue(request.headers, 'authorization') ?? '';
  // Some take a good token in another form, and it is a good one.
  const isNearly = contract.credentials.some(
    ({ credential }) => credential !== authorization && authorization.split(/[ ,]/).includes(withoutWord(credential)),
  );
  const strangers = contract.credentials.filter(
    ({ name }) => contract.schemes.has(name) && !needs.flat().includes(name),
  );
  const isStranger = strangers.some(
    ({ credential }) =>
      isSentAnywhere(credential, request) && (credential !== authorization || isFor(schemes, authorization)),
  );
  if (needs.length > 0 && isStranger) return 'Whether a credential of another scheme is a good one here is not known.';
  if (isNearly) return 'A good token in another form may be taken.';
  return isUnknown ? 'The contract lists no credentials, and none were given.' : undefined;
}

/** Whether an Authorization has the form that one of the schemes wants. */
function isFor(schemes: readonly SecurityScheme[], authorization: string): boolean {
  return schemes.some((scheme) => {
    if (scheme.type === 'apiKey') return scheme.in === 'header' && scheme.name.toLowerCase() === 'authorization';
    const isBasic = scheme.type === 'http' && scheme.scheme.toLowerCase() === 'basic';
    return (isBasic ? /^basic /i : /^bearer /i).test(authorization);
  });
}

function isSentAnywhere(credential: string, { headers, query }: ApiRequest): boolean {
  const secret = withoutWord(credential);
  const values = [...Object.values(headers).flat(), ...query.values()];
  return values.some((value) => value?.split(/[ ;,=]/).includes(secret));
}

function isCarried(scheme: SecurityScheme, request: ApiRequest): boolean {
  if (scheme.type !== 'apiKey') return request.headers['authorization'] !== undefined;
  if (scheme.in === 'query') return request.query.has(scheme.name);
  if (scheme.in === 'cookie') return cookieOf(request, scheme.name) !== undefined;
  return request.headers[scheme.name.toLowerCase()] !== undefined;
}

/** The schemes of each alternative; none where nobody has to be known. */
function alternativesOf({ security }: Operation): string[][] {
  const needs = security.map((need) => Object.keys(need));
  return needs.some((need) => need.length === 0) ? [] : needs;
}
