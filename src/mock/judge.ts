import type { Media, Operation } from '../contract/contract.ts';
import type { Json, TestCredential } from '../contract/document.ts';
import { type FailureKind, Refusal, refuse, type Violation } from '../contract/failures.ts';
import { partsOf } from '../contract/form.ts';
import { jsonOf } from '../contract/json-body.ts';
import { headersOf, type Reply } from '../contract/reply.ts';
import { type ApiRequest, headerValue } from '../contract/request.ts';
import { authenticate, type SecurityOptions } from '../contract/security.ts';
import { demandAnyOf, subjectOf } from '../contract/subjects.ts';
import { isBinary, judgeForm, judgeRaw } from '../contract/uploads.ts';
import { type Choice, choose } from './choice.ts';
import { rehost, rehostAll, withPictures } from './pictures.ts';
import { appliedText, type Preference, preferenceOf, QUERY_NAMES } from './preference.ts';
import type { Prism, Shown } from './prism.ts';

export interface JudgeOptions extends SecurityOptions {
  /** Leave the pictures' hosts as the contract has them. */
  keepOrigins: boolean;
}

/** A reply, and why it is this one. */
export interface Verdict {
  reply: Reply;
  choice: Choice;
  preference: Preference | undefined;
  credential: TestCredential;
}

/**
 * The way of a request through the mock: what does the caller wish, who is it, is the upload right, does Prism find
 * the request valid and which answer does it give, whom is it about; then real pictures in the place of named ones.
 * @throws Refusal for the first of these that fails.
 */
export async function judge(request: ApiRequest, prism: Prism, options: JudgeOptions): Promise<Verdict> {
  const { operation } = request;
  const preference = preferenceOf(request);
  const credential = authenticate(request, options);
  demandAnyOf(request);
  const sent = await readSent(request);
  const subject = attempt(() => subjectOf(request, credential));
  const json = sent?.json;
  const choice = choose(operation, preference, { subject: subject.value, json });
  const answer = await prism(request, sent?.shown, choice);
  if (answer.violations.length > 0) throw invalid(answer.violations);
  if (subject.refusal !== undefined) throw subject.refusal;

  const headers = headersOf(choice.response, choice.example, answer.headers).map(([name, value]): [string, string] => [
    name,
    withQuery(request, choice, name, options.keepOrigins ? value : rehost(request.contract, value, request.origin)),
  ]);
  if (preference !== undefined) headers.push(['Preference-Applied', appliedText(preference)]);
  const reply: Reply = { status: answer.status, headers, type: choice.response.media?.type, body: bodyOf(request, choice, answer.body, options) };
  return { reply, choice, preference, credential };
}

/** Prism's finding in our words for kinds; its own words travel along. */
function invalid(violations: Violation[]): Refusal {
  const [first] = violations as [Violation];
  const kind: FailureKind = first.location[1] === 'body' ? 'bodyInvalid' : 'parameterInvalid';
  return new Refusal(kind, { violations: violations as [Violation, ...Violation[]] });
}

function attempt<T>(act: () => T): { value: T | undefined; refusal?: unknown } {
  try {
    return { value: act() };
  } catch (refusal) {
    return { value: undefined, refusal };
  }
}

interface Sent {
  shown: Shown;
  json?: Json;
}

/**
 * The body by its media type: JSON is read, a form or a picture is judged here and shown to Prism in outline.
 * A body that the operation has no use for is passed over, like that of the real services.
 */
async function readSent(request: ApiRequest): Promise<Sent | undefined> {
  const { operation, body } = request;
  if (operation.body === undefined) return undefined;
  if (request.unread !== undefined) throw request.unread;
  const contentType = headerValue(request.headers, 'content-type');
  const media = mediaFor(operation, contentType);
  if (body === undefined || body.length === 0) {
    if (!operation.body.required) return undefined;
    throw refuse('bodyMissing', ['body'], `${operation.id} needs a body: ${accepted(operation)}.`);
  }
  if (media === undefined) {
    const came = contentType === undefined ? 'no Content-Type' : `Content-Type “${contentType.slice(0, 80)}”`;
    throw refuse('mediaTypeUnsupported', ['header', 'content-type'], `The body has ${came}; expected is ${accepted(operation)}.`);
  }
  const coding = headerValue(request.headers, 'content-encoding');
  if (coding !== undefined && coding !== 'identity') {
    throw refuse('mediaTypeUnsupported', ['header', 'content-encoding'], `The body has the content coding “${coding.slice(0, 40)}”; expected is none.`);
  }
  if (isBinary(media)) {
    await judgeRaw(media, body, media.type);
    return { shown: { type: media.type, body: `${body.length} octets` } };
  }
  if (media.type.startsWith('multipart/')) return { shown: await judgedForm(media, body, contentType ?? '') };
  const json = jsonOf(body);
  // Prism takes an absent body and a body of `null` for the same; it is one, and of the wrong type.
  if (json === null) throw refuse('bodyInvalid', ['body'], 'The body is null; expected is an object.');
  return { shown: { type: media.type, body: json }, json };
}

function mediaFor(operation: Operation, contentType: string | undefined): Media | undefined {
  const essence = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return operation.body?.content.get(essence ?? '');
}

function accepted(operation: Operation): string {
  return [...(operation.body?.content.keys() ?? [])].join(', ');
}

const BOUNDARY = 'portrait-outline';

/** The form as Prism shall see it: its fields, and of each file only that it is there. */
async function judgedForm(media: Media, body: Buffer, contentType: string): Promise<Shown> {
  const parts = await partsOf(body, contentType);
  await judgeForm(media, parts);
  const outline = [...media.properties.keys()].flatMap((name) => {
    const part = parts.find((one) => one.name === name);
    if (part === undefined) return [];
    const text = part.kind === 'file' ? `${part.bytes.length} octets` : part.bytes.toString().replaceAll(BOUNDARY, '');
    return [`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`];
  });
  return { type: `${media.type}; boundary=${BOUNDARY}`, body: `${outline.join('')}--${BOUNDARY}--\r\n` };
}

function bodyOf({ contract, origin }: ApiRequest, { response, example }: Choice, body: Json | undefined, options: JudgeOptions): Json | undefined {
  if (response.media === undefined || body === undefined) return undefined;
  const pictured = example === undefined ? withPictures(contract, body, response.media.examples.values()) : body;
  return options.keepOrigins ? pictured : rehostAll(contract, pictured, origin);
}

/** A redirect to an image takes the query along (seed 004), without what is a secret or speaks to the mock. */
function withQuery(request: ApiRequest, { response }: Choice, name: string, value: string): string {
  const withheld = response.headers.get(name.toLowerCase())?.forwardsQueryExcept;
  if (withheld === undefined) return value;
  const query = new URLSearchParams(request.query);
  for (const parameter of [...withheld, ...QUERY_NAMES]) query.delete(parameter);
  return query.size === 0 ? value : `${value}${value.includes('?') ? '&' : '?'}${query}`;
}
