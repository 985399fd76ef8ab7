import { isDeepStrictEqual } from 'node:util';
import type { DeclaredResponse, Operation } from '../contract/contract.ts';
import type { Json } from '../contract/document.ts';
import { exampleUnknown, type Preference } from '../contract/preference.ts';

/** Which of the declared answers it shall be, and why. */
export interface Choice {
  response: DeclaredResponse;
  /** Name of the example, of the body or of the headers; undefined where the answer is made up (dynamic). */
  example: string | undefined;
  why: string;
  /** The same for Prism. */
  prism: { code: number; dynamic: boolean; exampleKey?: string; seed?: string };
}

/** What the request itself says that decides between examples. */
export interface Hints {
  subject: string | undefined;
  json: Json | undefined;
}

/**
 * Chooses among the declared answers: the caller's wish; else the success of the same name as the request's own
 * example; else the one of the subject the request names; else the first success.
 * @throws Refusal preferenceUnknown when the wish names an example that does not exist.
 */
export function choose(operation: Operation, preference: Preference | undefined, hints: Hints): Choice {
  const success = successOf(operation);
  if (preference?.dynamic === true)
    return dynamicChoice(operation.responses.get(preference.code ?? 0) ?? success, preference);
  if (preference?.example !== undefined) return namedChoice(operation, preference.example, preference.code);
  const response = operation.responses.get(preference?.code ?? success.status) ?? success;
  const why = preference?.code === undefined ? '' : `Prefer: code=${preference.code}, `;
  const told = exampleToldBy(operation, response, hints);
  if (told !== undefined) return choiceOf(response, told.example, `${why}${told.why}`);
  const [first] = response.exampleNames;
  return choiceOf(response, first, `${why}${first === undefined ? 'no example needed' : `first example “${first}”`}`);
}

/** The response that a plain good request gets: the lowest status. */
function successOf(operation: Operation): DeclaredResponse {
  const [success] = operation.responses.values();
  if (success === undefined) throw new Error(`${operation.id} declares no response.`);
  return success;
}

function dynamicChoice(response: DeclaredResponse, { seed }: Preference): Choice {
  return {
    response,
    example: undefined,
    why: `made up from the schema of ${response.status}${seed === undefined ? '' : `, seed ${seed}`}`,
    prism: { code: response.status, dynamic: true, ...(seed === undefined ? {} : { seed }) },
  };
}

function namedChoice(operation: Operation, name: string, code: number | undefined): Choice {
  const responses = [...operation.responses.values()].filter(({ status }) => code === undefined || status === code);
  const response = responses.find(({ exampleNames }) => exampleNames.includes(name));
  if (response === undefined) throw exampleUnknown(operation, name, responses);
  return choiceOf(response, name, `Prefer: example=${name}`);
}

function exampleToldBy(
  operation: Operation,
  response: DeclaredResponse,
  { subject, json }: Hints,
): { example: string; why: string } | undefined {
  const sent = json === undefined ? undefined : requestExampleOf(operation, json);
  if (sent !== undefined && response.exampleNames.includes(sent))
    return { example: sent, why: `the answer to request example “${sent}”` };
  const about =
    subject === undefined
      ? undefined
      : response.exampleNames.find((name) => subjectOfExample(response, name) === subject);
  return about === undefined ? undefined : { example: about, why: `“${about}” is the one of ${subject}` };
}

function requestExampleOf(operation: Operation, json: Json): string | undefined {
  for (const media of operation.body?.content.values() ?? []) {
    for (const [name, { value }] of media.examples) {
      if (isDeepStrictEqual(value, json)) return name;
    }
  }
  return undefined;
}

function subjectOfExample(response: DeclaredResponse, name: string): string | undefined {
  const sources = [response.media?.examples, ...[...response.headers.values()].map(({ examples }) => examples)];
  for (const examples of sources) {
    const subject = examples?.get(name)?.['x-subject'];
    if (subject !== undefined) return subject;
  }
  return undefined;
}

function choiceOf(response: DeclaredResponse, example: string | undefined, why: string): Choice {
  const isOfBody = example !== undefined && response.media?.examples.has(example) === true && example !== '';
  return {
    response,
    example,
    why,
    prism: { code: response.status, dynamic: false, ...(isOfBody ? { exampleKey: example } : {}) },
  };
}
