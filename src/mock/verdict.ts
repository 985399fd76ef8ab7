import type { Api } from '../apis/index.ts';
import type { Media } from '../contract/contract.ts';
import type { Part } from '../contract/form.ts';
import { type Court, type Judged, judge } from '../contract/judge.ts';
import type { Received } from '../contract/received.ts';
import type { ApiRequest } from '../contract/request.ts';
import type { SecurityOptions } from '../contract/security.ts';
import { inspect } from '../images/picture.ts';
import { type Choice, choose } from './choice.ts';
import type { Served } from './live.ts';
import type { Prism } from './prism.ts';
import type { Shown } from './prism-input.ts';

/** What the request is found to be: good, and to be answered so. */
export interface Verdict extends Judged {
  choice: Choice;
}

/**
 * Judges a request, with Prism for the schemas, and chooses among the declared answers.
 * @throws Refusal for the first rule that is broken.
 */
export async function verdictOn(
  request: ApiRequest,
  { api, prism }: Served,
  { anyToken }: SecurityOptions,
): Promise<Verdict> {
  const judged = await judge(request, courtOf(api, prism, anyToken));
  const { preference, subject, sent } = judged;
  return { ...judged, choice: choose(request.operation, preference, { subject, json: sent.json }) };
}

/** A court in which Prism knows the schemas; without an `api` nothing is known but the contract. */
export function courtOf(api: Pick<Api, 'rules'> | undefined, prism: Prism, anyToken: boolean): Court {
  return {
    anyToken,
    leavesForms: false,
    inspect,
    violationsOf: (asked, sent) => prism.violationsOf(asked, shownBody(asked, sent)),
    ruleOf: (operationId) => api?.rules?.[operationId],
  };
}

/** The body as Prism shall see it: JSON as it is, a form or a picture in outline. */
function shownBody({ body }: ApiRequest, { media, json, parts }: Received): Shown | undefined {
  if (media === undefined) return undefined;
  if (parts !== undefined) return outlineOf(media, parts);
  return { type: media.type, body: json ?? `${body?.length ?? 0} octets` };
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
