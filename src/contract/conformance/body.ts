import { isUtf8 } from 'node:buffer';
import type { Contract, DeclaredResponse, Media, Operation } from '../contract.ts';
import type { Schema } from '../document.ts';
import { jsonIn, nestsTooDeep } from '../json-body.ts';
import { token } from '../json-pointer.ts';
import type { AnswerViolation, JudgedAnswer } from './answer.ts';
import { headerText } from './headers.ts';
import { type Finding, isBodiless } from './length.ts';
import { isJsonType, isTextType, mediaOfType, type SentType, sentTypeOf } from './media-type.ts';
import { isKnownPicture, pictureTypeOf } from './picture-type.ts';
import type { Places } from './places.ts';
import type { Schemas } from './schemas.ts';

const NONE: readonly AnswerViolation[] = [];

/**
 * Judges body, media type and charset by one response of an operation. Without `content` there is no body, unless
 * `bareAnswers` leaves it open; then texts other than JSON may be in any charset, and bodies in any coding, as HTTP has it.
 */
export function bodyJudge(
  operation: Operation,
  response: DeclaredResponse,
  places: Places,
  schemas: Schemas,
  bareAnswers: Contract['bareAnswers'],
): (answer: JudgedAnswer) => readonly AnswerViolation[] {
  const { content, code } = response;
  const isOpen = bareAnswers === 'open';
  const responsePlace = (): string => places.response(operation, code);
  if (content.size === 0) {
    return (answer) => {
      if (isOpen) return hasNoBody(answer) ? placed(emptinessFindings(answer), responsePlace) : NONE;
      return placed([...emptinessFindings(answer), ...strayTypeFindings(answer)], responsePlace);
    };
  }
  const contentPlace = (): string => `${responsePlace()}/content`;
  const readType = typeReader(content, isOpen);
  return (answer) => {
    const isEmptied = hasNoBody(answer);
    const text = headerText(answer.headers['content-type']);
    // What is known only of a body may be left out where there is none (RFC 9110, section 9.3.2).
    if (isEmptied && text === undefined) return placed(emptinessFindings(answer), responsePlace);
    const { essence, media, finding } = readType(text);
    const mediaPlace = (): string => (media === undefined ? contentPlace() : `${contentPlace()}/${token(media.type)}`);
    if (finding !== undefined) return placed([finding], mediaPlace);
    if (isEmptied) return placed(emptinessFindings(answer), responsePlace);
    const coding = codingFinding(response, answer);
    if (coding !== undefined) return placed(isOpen ? [] : [coding], mediaPlace);
    return media === undefined ? NONE : contentViolations(media, essence, answer, schemas, mediaPlace, isOpen);
  };
}

function hasNoBody({ method, status }: JudgedAnswer): boolean {
  return method === 'HEAD' || isBodiless(status);
}

interface ReadType {
  essence: string;
  /** The declared one that it is; undefined where it is none. */
  media: Media | undefined;
  finding: Finding | undefined;
}

type Content = DeclaredResponse['content'];

/** Judges a Content-Type. Nearly all answers have one and the same, so the last one is remembered. */
function typeReader(content: Content, isOpen: boolean): (text: string | undefined) => ReadType {
  let last: { text: string | undefined; read: ReadType } | undefined;
  return (text) => {
    if (last === undefined || last.text !== text) last = { text, read: typeRead(content, text, isOpen) };
    return last.read;
  };
}

function typeRead(content: Content, text: string | undefined, isOpen: boolean): ReadType {
  const place = 'Content-Type';
  const sent = text === undefined ? undefined : sentTypeOf(text);
  const media = sent && mediaOfType(content, sent.essence);
  if (sent === undefined || media === undefined) {
    const came = text === undefined ? 'missing' : `“${text.slice(0, 60)}”`;
    const declared = [...content.keys()].join(', ');
    const message = `Content-Type is ${came}; declared is ${declared}.`;
    return { essence: sent?.essence ?? '', media, finding: { check: 'mediaType', message, place } };
  }
  return {
    essence: sent.essence,
    media,
    finding: isOpen && !isJsonType(sent.essence) ? undefined : charsetFinding(sent),
  };
}

function emptinessFindings({ method, status, body }: JudgedAnswer): Finding[] {
  if (body.length === 0) return [];
  const why = method === 'HEAD' ? 'the answer to HEAD has none' : `${status} has none`;
  return [{ check: 'emptyBody', message: `A body where none may be: ${why}.` }];
}

function strayTypeFindings({ headers, body }: JudgedAnswer): Finding[] {
  if (headers['content-type'] === undefined || body.length > 0) return [];
  return [{ check: 'mediaType', message: 'A Content-Type without a body.', place: 'Content-Type' }];
}

function charsetFinding({ essence, charsets }: SentType): Finding | undefined {
  const [charset, ...others] = charsets;
  if (charset === undefined) return undefined;
  const isText = isTextType(essence);
  if (isText && charset === 'utf-8' && others.length === 0) return undefined;
  const expected = isText ? 'expected is utf-8' : `${essence} has none`;
  return { check: 'charset', message: `The charset is ${charsets.join(' and ')}; ${expected}.`, place: 'Content-Type' };
}

/** A coded body would have to be decoded to be judged, and no contract here speaks of codings. */
function codingFinding({ headers: declared }: DeclaredResponse, { headers }: JudgedAnswer): Finding | undefined {
  const coding = headerText(headers['content-encoding']);
  if (coding === undefined || coding === 'identity' || declared.has('content-encoding')) return undefined;
  return { check: 'mediaType', message: `The body is coded as ${coding}, undeclared.`, place: 'Content-Encoding' };
}

function contentViolations(
  media: Media,
  essence: string,
  { body }: JudgedAnswer,
  schemas: Schemas,
  place: () => string,
  isOpen: boolean,
): readonly AnswerViolation[] {
  if (essence.startsWith('image/')) return placed(pictureFindings(essence, body), place);
  const isJson = isJsonType(essence);
  if (!isJson && !essence.startsWith('text/')) return NONE;
  if (typeof body !== 'string' && !isUtf8(body)) {
    if (isOpen && !isJson) return NONE;
    return placed([{ check: 'charset', message: 'The body is not UTF-8.' }], place);
  }
  const text = typeof body === 'string' ? body : body.toString();
  const value = isJson ? jsonIn(text) : text;
  if (value === undefined) return placed([notJson(text)], place);
  if (media.schema === undefined || !(isJson || isOfText(media.schema))) return NONE;
  const faults = schemas.faults(media.schema, value);
  if (faults.length === 0) return NONE;
  return faults.map(({ message, pointer, place: at }) => ({
    check: 'schema',
    message: `The body is not as declared: ${message}.`,
    pointer: pointer ?? `${place()}/schema`,
    place: at,
  }));
}

/** What a schema says of a CSV or a stream of events is about the values that it stands for, not about its text. */
function isOfText({ type = 'string' }: Schema): boolean {
  return [type].flat().includes('string');
}

function pictureFindings(essence: string, body: Buffer | string): Finding[] {
  const found = pictureTypeOf(Buffer.from(body));
  if (found === essence || (found === undefined && !isKnownPicture(essence) && body.length > 0)) return [];
  const came = body.length === 0 ? 'no octet' : (found ?? 'something else');
  return [{ check: 'pictureBytes', message: `The body is declared as ${essence}, but its octets are ${came}.` }];
}

function notJson(text: string): Finding {
  if (text === '') return { check: 'json', message: 'The body is empty; JSON is declared.' };
  return { check: 'json', message: `The body ${nestsTooDeep(text) ? 'nests too deep to be judged' : 'is not JSON'}.` };
}

function placed(findings: readonly Finding[], place: () => string): readonly AnswerViolation[] {
  return findings.length === 0 ? NONE : findings.map((finding) => ({ ...finding, pointer: place() }));
}
