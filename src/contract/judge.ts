import type { Json, TestCredential } from './document.ts';
import type { Refusal, Violation } from './failures.ts';
import { type Preference, preferenceOf } from './preference.ts';
import { type Received, readForm, received } from './received.ts';
import type { ApiRequest } from './request.ts';
import { authenticate, callerOf, mayBeInBody, type SecurityOptions } from './security.ts';
import { demandAnyOf, demandIntegers, subjectOf } from './subjects.ts';
import { type Inspect, judgeUpload, type UploadedPicture } from './uploads.ts';
import { demandTruth, refuseBody, refuseParameters } from './verdict.ts';

/** What a request is found to be that is right in every respect. */
export interface Judged {
  preference: Preference | undefined;
  credential: TestCredential;
  /** Id of the one whom it is about, if it is about somebody. */
  subject: string | undefined;
  sent: Received;
  picture: UploadedPicture | undefined;
}

/** How a server judges; the order is the same in all. */
export interface Court extends SecurityOptions {
  /**
   * What a validator of JSON Schema finds in parameters and body. It may take the form apart itself and leave the parts
   * in `sent`.
   */
  violationsOf(request: ApiRequest, sent: Received): Promise<readonly Violation[]>;
  /** Whether forms are left to `violationsOf`. */
  leavesForms: boolean;
  /** Whether `violationsOf` looks at bodies of `null`, `false`, `0` and `""` as well; most validators take them for none. */
  readsAnyJson?: boolean;
  /** What no schema can say of a JSON body that is valid otherwise. */
  ruleOf(operationId: string): ((body: Json) => Refusal | undefined) | undefined;
  /** What looks at the bytes of a picture; a server that converts it anyway may leave the decoding to that. */
  inspect: Inspect;
  /** Asked first of all, with the caller as far as known: throws what is refused whatever else is wrong. */
  admit?(request: ApiRequest, caller: TestCredential | undefined): void;
}

/**
 * The way of a request to its verdict: may anybody come now, what does the caller wish, who is it, do parameters and
 * body fit the schemas, is the upload right, what no schema can say, whom is it about.
 * @throws Refusal for the first of these that fails.
 */
export async function judge(request: ApiRequest, court: Court): Promise<Judged> {
  const sent = received(request);
  // A form is read before its turn where it may hold the credential.
  if (!court.leavesForms || mayBeInBody(request)) await readForm(request, sent);
  court.admit?.(request, callerOf(request, sent));
  const preference = preferenceOf(request);
  const credential = authenticate(request, sent, court);
  demandAnyOf(request);
  demandIntegers(request);
  if (sent.refusal !== undefined) throw sent.refusal;
  if (sent.json !== undefined && court.readsAnyJson !== true) demandTruth(sent.json);
  const violations = await court.violationsOf(request, sent);
  refuseParameters(violations);
  const picture = await judgeUpload(request, sent, court.inspect);
  refuseBody(violations);
  const refusal = sent.json === undefined ? undefined : court.ruleOf(request.operation.id)?.(sent.json);
  if (refusal !== undefined) throw refusal;
  return { preference, credential, subject: subjectOf(request, credential), sent, picture };
}
