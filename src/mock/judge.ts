import type { Media } from '../contract/contract.ts';
import type { TestCredential } from '../contract/document.ts';
import { type FailureKind, Refusal, refuse, type Violation } from '../contract/failures.ts';
import type { Part } from '../contract/form.ts';
import { type Preference, preferenceOf } from '../contract/preference.ts';
import { type Received, received } from '../contract/received.ts';
import type { ApiRequest } from '../contract/request.ts';
import { authenticate, type SecurityOptions } from '../contract/security.ts';
import { demandAnyOf, demandIntegers, subjectOf } from '../contract/subjects.ts';
import { judgeForm, judgeRaw } from '../contract/uploads.ts';
import { type Choice, choose } from './choice.ts';
import type { Served } from './live.ts';
import type { Shown } from './prism.ts';

/** What the request is found to be: good, and to be answered so. */
export interface Verdict {
  choice: Choice;
  preference: Preference | undefined;
  credential: TestCredential;
}

/**
 * The way of a request through the mock: what does the caller wish, who is it, is the upload right, does Prism find
 * the request valid, what no schema can say, whom is it about; and which of the declared answers follows from that.
 * @throws Refusal for the first of these that fails.
 */
export async function judge(request: ApiRequest, { api, prism }: Served, options: SecurityOptions): Promise<Verdict> {
  const preference = preferenceOf(request);
  const sent = await received(request);
  const credential = authenticate(request, sent, options);
  demandAnyOf(request);
  demandIntegers(request);
  const shown = await judgedBody(request, sent);
  const violations = await prism.violationsOf(request, shown);
  if (violations.length > 0) throw invalid(violations);
  const refusal = sent.json === undefined ? undefined : api.rules?.[request.operation.id]?.(sent.json);
  if (refusal !== undefined) throw refusal;
  const subject = subjectOf(request, credential);
  return { choice: choose(request.operation, preference, { subject, json: sent.json }), preference, credential };
}

/** Prism's finding in our words for kinds; its own words travel along. */
function invalid(violations: Violation[]): Refusal {
  const [first] = violations as [Violation];
  const kind: FailureKind = first.location[1] === 'body' ? 'bodyInvalid' : 'parameterInvalid';
  return new Refusal(kind, { violations: violations as [Violation, ...Violation[]] });
}

/** The body as Prism shall see it: JSON as it is; a form or a picture is judged here, and shown in outline. */
async function judgedBody({ body }: ApiRequest, { media, json, parts, refusal }: Received): Promise<Shown | undefined> {
  if (refusal !== undefined) throw refusal;
  if (media === undefined) return undefined;
  if (parts !== undefined) {
    await judgeForm(media, parts);
    return outlineOf(media, parts);
  }
  if (json === undefined) {
    const bytes = body ?? Buffer.alloc(0);
    await judgeRaw(media, bytes, media.type);
    return { type: media.type, body: `${bytes.length} octets` };
  }
  // Prism takes a body of `null`, `false`, `0` or `""` for an absent one; it is one, and of the wrong type.
  if (!json) throw refuse('bodyInvalid', ['body'], `The body is ${JSON.stringify(json)}; expected is an object.`);
  return { type: media.type, body: json };
}

const BOUNDARY = 'portrait-outline';

/** A form with its fields, and of each file only that it is there. */
function outlineOf(media: Media, parts: readonly Part[]): Shown {
  const outline = [...media.properties.keys()].flatMap((name) => {
    const part = parts.find((one) => one.name === name);
    if (part === undefined) return [];
    const text = part.kind === 'file' ? `${part.bytes.length} octets` : part.bytes.toString().replaceAll(BOUNDARY, '');
    return [`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`];
  });
  return { type: `${media.type}; boundary=${BOUNDARY}`, body: `${outline.join('')}--${BOUNDARY}--\r\n` };
}
