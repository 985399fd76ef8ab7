import type { Media, Operation } from '../contract/contract.ts';
import type { Json } from '../contract/document.ts';
import { type FailureKind, Refusal, refuse, type Violation } from '../contract/failures.ts';
import { partsOf } from '../contract/form.ts';
import { jsonOf } from '../contract/json-body.ts';
import { type ApiRequest, headerValue } from '../contract/request.ts';
import { authenticate, type SecurityOptions } from '../contract/security.ts';
import { demandAnyOf, subjectOf } from '../contract/subjects.ts';
import { isBinary, judgeForm, judgeRaw } from '../contract/uploads.ts';
import { type Choice, choose } from './choice.ts';
import { type Preference, preferenceOf } from './preference.ts';
import type { Prism, Shown } from './prism.ts';

/** What the request is found to be: good, and to be answered so. */
export interface Verdict {
  choice: Choice;
  preference: Preference | undefined;
}

/**
 * The way of a request through the mock: what does the caller wish, who is it, is the upload right, does Prism find
 * the request valid, whom is it about; and which of the declared answers follows from that.
 * @throws Refusal for the first of these that fails.
 */
export async function judge(request: ApiRequest, prism: Prism, options: SecurityOptions): Promise<Verdict> {
  const preference = preferenceOf(request);
  const credential = authenticate(request, options);
  demandAnyOf(request);
  const sent = await readSent(request);
  const violations = await prism.violationsOf(request, sent?.shown);
  if (violations.length > 0) throw invalid(violations);
  const subject = subjectOf(request, credential);
  return { choice: choose(request.operation, preference, { subject, json: sent?.json }), preference };
}

/** Prism's finding in our words for kinds; its own words travel along. */
function invalid(violations: Violation[]): Refusal {
  const [first] = violations as [Violation];
  const kind: FailureKind = first.location[1] === 'body' ? 'bodyInvalid' : 'parameterInvalid';
  return new Refusal(kind, { violations: violations as [Violation, ...Violation[]] });
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
    throw refuse(
      'mediaTypeUnsupported',
      ['header', 'content-type'],
      `The body has ${came}; expected is ${accepted(operation)}.`,
    );
  }
  const coding = headerValue(request.headers, 'content-encoding');
  if (coding !== undefined && coding !== 'identity') {
    throw refuse(
      'mediaTypeUnsupported',
      ['header', 'content-encoding'],
      `The body has the content coding “${coding.slice(0, 40)}”; expected is none.`,
    );
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
