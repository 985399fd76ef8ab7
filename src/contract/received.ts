import { isJsonType, mediaOfType } from './conformance/media-type.ts';
import type { Media, Operation } from './contract.ts';
import type { Json } from './document.ts';
import { Refusal, refuse } from './failures.ts';
import { type Part, partsOf } from './form.ts';
import { jsonOf } from './json-body.ts';
import { type ApiRequest, headerValue } from './request.ts';
import { isBinary } from './uploads.ts';

/**
 * A body as far as it could be read, by its media type; those that are neither JSON nor forms are left as they are.
 * Whether it is right is another question.
 */
export interface Received {
  media?: Media;
  json?: Json;
  parts?: Part[];
  /** Why it could not be read. Comes to word after the question who is calling. */
  refusal?: Refusal;
}

/**
 * Reads the body of a request, but for forms. A body that the operation has no use for is passed over, like that of the
 * real services. Never throws a refusal: some APIs take credentials in the body, so this comes before authentication.
 */
export function received(request: ApiRequest): Received {
  try {
    return read(request);
  } catch (refusal) {
    if (refusal instanceof Refusal) return { refusal };
    throw refusal;
  }
}

function read({ operation, body, headers, unread }: ApiRequest): Received {
  if (operation.body === undefined) return {};
  if (unread !== undefined) throw unread;
  if (body === undefined || body.length === 0) {
    if (!operation.body.required) return {};
    throw refuse('bodyMissing', ['body'], `${operation.id} needs a body: ${accepted(operation)}.`);
  }
  const contentType = headerValue(headers, 'content-type');
  const essence = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const media = mediaOfType(operation.body.content, essence);
  if (media === undefined) {
    const came = contentType === undefined ? 'no Content-Type' : `Content-Type “${contentType.slice(0, 80)}”`;
    const message = `The body has ${came}; expected is ${accepted(operation)}.`;
    throw refuse('mediaTypeUnsupported', ['header', 'content-type'], message);
  }
  const coding = headerValue(headers, 'content-encoding');
  if (coding !== undefined && coding !== 'identity') {
    const message = `The body has the content coding “${coding.slice(0, 40)}”; expected is none.`;
    throw refuse('mediaTypeUnsupported', ['header', 'content-encoding'], message);
  }
  if (isBinary(media) || !isJsonType(essence)) return { media };
  return { media, json: jsonOf(body) };
}

/** Whether bodies of a media type are multipart forms. */
export function isForm({ type }: Media): boolean {
  return type.startsWith('multipart/');
}

/** Takes a form apart, into `sent`. Never throws a refusal either. */
export async function readForm({ body, headers }: ApiRequest, sent: Received): Promise<void> {
  if (sent.media === undefined || !isForm(sent.media) || body === undefined) return;
  try {
    sent.parts = await partsOf(body, headerValue(headers, 'content-type') ?? '');
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    sent.refusal = refusal;
  }
}

function accepted(operation: Operation): string {
  return [...(operation.body?.content.keys() ?? [])].join(', ');
}

/** The text of a key of a JSON object, or of a field of a form. */
export function textNamed(name: string, { json, parts }: Received): string | undefined {
  const field = parts?.find((part) => part.name === name && part.kind === 'field');
  if (field !== undefined) return field.bytes.toString();
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const value = Object.hasOwn(json, name) ? json[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
