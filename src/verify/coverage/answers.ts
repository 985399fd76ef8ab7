import { isJsonType, mediaOfType, sentTypeOf } from '../../contract/conformance/media-type.ts';
import { type Contract, type DeclaredResponse, type Operation, responseWith } from '../../contract/contract.ts';
import { jsonIn } from '../../contract/json-body.ts';
import { headerOf, type WireAnswer } from '../wire.ts';
import type { Criterion } from './coverage.ts';
import type { Ledger } from './ledger.ts';
import { openIn, type Shape, shapeOf, walk } from './shape.ts';

/** Notes what was seen of an operation's answers. */
export type Answers = (answer: WireAnswer) => void;

interface Plan {
  status: Criterion;
  headers: [name: string, seen: Criterion][];
  content: Map<string, { seen: Criterion; shape: Shape; isOpen(): boolean; isNew(text: string): boolean }>;
}

export function answersOf(contract: Contract, operation: Operation, ledger: Ledger): Answers {
  const { api, id, responses, openResponses } = operation;
  const declared = [...responses.values(), ...openResponses.values()];
  const plans = new Map(declared.map((response) => [response, planFor(contract, operation, response, ledger)]));
  const classes = new Map(
    declared
      .filter(({ code }) => /^\d/.test(code))
      .map(({ code }) => [code[0], ledger.criterion(api, 'status class', id, `${code[0]}XX`)]),
  );
  return (answer) => {
    const response = responseWith(operation, answer.status);
    const plan = response && plans.get(response);
    if (plan === undefined) return;
    const ofClass = classes.get(String(answer.status)[0]);
    if (ofClass !== undefined) ofClass.covered = true;
    note(plan, answer);
  };
}

function planFor(contract: Contract, { api, id }: Operation, response: DeclaredResponse, ledger: Ledger): Plan {
  const { code, headers, content } = response;
  return {
    status: ledger.criterion(api, 'status', id, code),
    headers: [...headers].map(([key, { name }]) => [
      key,
      ledger.criterion(api, 'response header', id, `${code} ${name}`),
    ]),
    content: new Map(
      [...content.values()].map((media) => {
        const schema = isJsonType(sentTypeOf(media.type)?.essence ?? '') ? media.schema : undefined;
        const shape = shapeOf(schema ?? {}, {
          document: contract.document,
          except: 'writeOnly',
          property: (place) => ledger.criterion(api, 'property', id, `${code} ${place}`),
        });
        const seen = ledger.criterion(api, 'media type', id, `response ${media.type}`);
        return [media.type, { seen, shape, isOpen: openIn(shape), isNew: firstTime() }];
      }),
    ),
  };
}

function note({ status, headers, content }: Plan, answer: WireAnswer): void {
  status.covered = true;
  for (const [key, seen] of headers) if (answer.headers[key] !== undefined) seen.covered = true;
  const type = headerOf(answer, 'content-type');
  const essence = type === undefined ? undefined : sentTypeOf(type)?.essence;
  const found = essence === undefined ? undefined : mediaOfType(content, essence);
  if (found === undefined || essence === undefined) return;
  found.seen.covered = true;
  if (!found.isOpen() || !isJsonType(essence)) return;
  const text = answer.body.toString();
  if (found.isNew(text)) walk(found.shape, jsonIn(text));
}

/** Texts that are remembered, and the letters of each at most. */
const MAX_REMEMBERED = 100;
const MAX_LETTERS = 10_000;

/** Whether a text is not one of the first ones again: refusals are the same most of the time. */
function firstTime(): (text: string) => boolean {
  const known = new Set<string>();
  return (text) => {
    if (text.length > MAX_LETTERS) return true;
    if (known.has(text)) return false;
    if (known.size < MAX_REMEMBERED) known.add(text);
    return true;
  };
}
