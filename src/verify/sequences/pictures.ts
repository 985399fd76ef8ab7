import type { Operation } from '../../contract/contract.ts';
import type { Json } from '../../contract/document.ts';
import { jsonIn } from '../../contract/json-body.ts';
import { token, valueAt as valueIn } from '../../contract/json-pointer.ts';
import { inspect } from '../../images/picture.ts';
import type { Problem } from '../checks/check.ts';
import type { Subject } from '../subject.ts';
import { headerOf, type WireAnswer } from '../wire.ts';
import type { SequenceTools, Step } from './sequence.ts';

/** JSON pointers to the places of an operation's success where its examples have pictures. */
export function picturePointers({ contract }: Subject, { responses }: Operation): string[] {
  const urls = new Set(contract.pictures.map(({ url }) => url));
  const [success] = responses.values();
  const pointers = new Set<string>();
  for (const { value } of success?.media?.examples.values() ?? []) {
    visit(value ?? null, '', (text, pointer) => {
      if (urls.has(text)) pointers.add(pointer);
    });
  }
  return [...pointers];
}

function visit(value: Json, pointer: string, told: (text: string, pointer: string) => void): void {
  if (typeof value === 'string') told(value, pointer);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) visit(inner, `${pointer}/${token(name)}`, told);
}

/** What stands at a JSON pointer of an answer's body; undefined where nothing does, or the body is no JSON. */
export function valueAt({ body }: WireAnswer, pointer: string): Json | undefined {
  return valueIn(jsonIn(body), pointer) as Json | undefined;
}

/** Letters of an address that is worth asking for. */
const MAX_ADDRESS = 8_000;

/** The target of an address on the server under test; undefined for one elsewhere, which is not asked for. */
export function targetOn(origin: string, address: string): string | undefined {
  if (address.length > MAX_ADDRESS || !URL.canParse(address, origin)) return undefined;
  const [url, base] = [new URL(address, origin), new URL(origin)];
  const prefix = base.pathname.replace(/\/$/, '');
  const isThere = url.origin === base.origin && url.pathname.startsWith(`${prefix}/`);
  return isThere ? `${url.pathname.slice(prefix.length)}${url.search}` : undefined;
}

/** A picture that was asked for, as its bytes have it. */
export interface Fetched {
  step: Step;
  width: number;
  height: number;
  type: string;
  bytes: Buffer;
}

/** Asks for a picture. `problem` says why there is none. */
export async function fetchPicture(
  { ask, tell }: SequenceTools,
  target: string,
): Promise<{ step: Step; fetched?: Fetched; problem?: Problem }> {
  const step = await ask(`the picture ${target}`, { method: 'GET', target, headers: {} });
  const { answer } = step;
  if (answer === undefined || answer.status !== 200)
    return { step, problem: { promised: `${target} is a picture: 200.` } };
  const type = headerOf(answer, 'content-type') ?? '';
  const found = await inspect(answer.body);
  if (!found.picture)
    return { step, problem: { promised: `${target} is a picture; its bytes are none: ${found.problem}.` } };
  const mistyped = { promised: `${target} is declared as ${type || 'nothing'}; its bytes are ${found.type}.` };
  tell('magic_bytes', [step], found.type === type ? undefined : mistyped);
  const { width, height } = found;
  return { step, fetched: { step, width, height, type: found.type, bytes: answer.body } };
}
