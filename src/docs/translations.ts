import { createHash } from 'node:crypto';
import format from 'openapi-format';
import type { Document, Json } from '../contract/document.ts';
import type { Overlay, TranslatingAction } from './overlay.ts';

/** An object of a contract that has words for people, and the words. */
export interface Wording {
  /** Keys on the way from the root, as a JSON pointer. */
  place: string;
  node: object;
  words: Record<string, string>;
}

/** Keys whose strings are for people, in the order in which their digest is made. */
const WORDS = ['title', 'summary', 'description'];

/** What stands below these keys is data, whatever its keys are called. */
const DATA = ['value', 'example', 'default', 'const', 'enum', 'x-translations', 'x-codeSamples'];

/** Below these, keys are names that the contract gives, and no words. */
const NAMED = ['properties', 'patternProperties', 'schemas', 'responses', 'headers', 'examples', 'parameters', 'paths'];

/** Everything in a contract that is to be translated, object by object. */
export function wordingsOf(document: Document): Wording[] {
  const found: Wording[] = [];
  const visit = (node: Json, path: readonly string[]): void => {
    if (typeof node !== 'object' || node === null) return;
    const words = Array.isArray(node) ? {} : wordsOf(node, path);
    if (Object.keys(words).length > 0) found.push({ place: `/${path.join('/')}`, node, words });
    const isNamed = NAMED.includes(path.at(-1) ?? '');
    for (const [key, child] of Object.entries(node)) {
      if (isNamed || !DATA.includes(key)) visit(child, [...path, key]);
    }
  };
  visit(document as unknown as Json, []);
  return found;
}

function wordsOf(node: { [key: string]: Json }, path: readonly string[]): Record<string, string> {
  // The scopes of an OAuth flow are words, each by the scope's name.
  const keys = path.at(-1) === 'scopes' && path.includes('flows') ? Object.keys(node) : WORDS;
  return Object.fromEntries(
    keys.flatMap((key) => (typeof node[key] === 'string' && node[key] !== '' ? [[key, node[key]]] : [])),
  );
}

/** What only a translation says: how a tag is shown, since its name is what operations refer to it by. */
export function namesOf({ place }: Wording): string[] {
  return /^\/tags\/\d+$/.test(place) ? ['x-displayName'] : [];
}

/** First eight hexadecimal digits of the SHA-256 of the words, which an overlay's `x-translates` repeats. */
export function digestOf({ words }: Wording): string {
  return createHash('sha256').update(Object.values(words).join('\0')).digest('hex').slice(0, 8);
}

/**
 * What is wrong with a translation, one line for each: words that are not translated, or were changed since, and
 * actions that are too much. Empty when it is complete.
 */
export function problemsOf(document: Document, overlay: Overlay): string[] {
  const left = new Map<unknown, Wording>(wordingsOf(document).map((wording) => [wording.node, wording]));
  const problems = overlay.actions.flatMap((action) => {
    const [target, ...others] = targetsOf(document, action);
    const wording = left.get(target);
    left.delete(target);
    if (wording === undefined || others.length > 0) return [`${action.target}: there are no such words, or twice`];
    return problemsOfAction(action, wording);
  });
  const untranslated = [...left.values()].map(({ place, words }) => `${place}: no ${Object.keys(words).join(', ')}`);
  return [...problems, ...untranslated].map((problem) => `${overlay.file}: ${problem}`);
}

/** The objects of the document, themselves and no copies, that an action speaks of. */
function targetsOf(document: Document, { target }: TranslatingAction): unknown[] {
  return format.resolveJsonPathValue(document as never, target);
}

function problemsOfAction(action: TranslatingAction, wording: Wording): string[] {
  const { target, update, 'x-translates': translates } = action;
  const given = Object.keys((update ?? {}) as object);
  const wanted = [...Object.keys(wording.words), ...namesOf(wording)];
  const missing = wanted.filter((key) => !given.includes(key));
  const odd = given.filter((key) => !wanted.includes(key));
  const digest = digestOf(wording);
  return [
    ...missing.map((key) => `${target}: ${key} is not translated`),
    ...odd.map((key) => `${target}: ${key} is no word of the contract`),
    ...(translates === digest
      ? []
      : [`${target}: the English has changed; translate it, then x-translates: '${digest}'`]),
  ];
}
