import type { Contract, DeclaredHeader, DeclaredResponse, Operation } from '../contract.ts';
import type { Schema } from '../document.ts';
import type { AnswerViolation, JudgedAnswer } from './answer.ts';
import { headerValueOf } from './header-text.ts';
import type { Places } from './places.ts';
import type { Schemas } from './schemas.ts';

/** What a header may hold (RFC 9110, section 5.5); anything else, CR and LF above all, makes two answers of one. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;

const NONE: readonly AnswerViolation[] = [];

/** The text of a header; several of one name are joined, as any recipient may do (RFC 9110, section 5.3). */
export function headerText(value: JudgedAnswer['headers'][string]): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : value.join(', ');
}

/** What is wrong with one header's text, by its declaration. */
export function headerViolations(header: DeclaredHeader, text: string, schemas: Schemas): AnswerViolation[] {
  const { name, schema } = header;
  if (schema === undefined) return [];
  return schemas.faults(schema, headerValueOf(schema, text)).map(({ message, pointer }) => ({
    check: 'header',
    message: `${name}: ${message}; it is “${shown(text)}”.`,
    pointer: pointer ?? '',
    place: name,
  }));
}

/** Judges the headers that one response of an operation declares. Other headers are allowed. */
export function headerJudge(
  operation: Operation,
  response: DeclaredResponse,
  places: Places,
  schemas: Schemas,
  bareAnswers: Contract['bareAnswers'],
): (answer: JudgedAnswer) => readonly AnswerViolation[] {
  // Most headers say the same in each answer: the last text that was valid needs no second look.
  const lastGood = new Map<string, string>();
  const violationsOf = (key: string, header: DeclaredHeader, text: string | undefined): readonly AnswerViolation[] => {
    const { name, required } = header;
    if (text === undefined) {
      if (!required) return NONE;
      const pointer = places.header(operation, response.code, name);
      return [{ check: 'header', message: `${name} is missing; it is required.`, pointer, place: name }];
    }
    if (lastGood.get(key) === text || (bareAnswers === 'open' && !isReadable(header.schema))) return NONE;
    const violations = headerViolations(header, text, schemas);
    if (violations.length === 0) lastGood.set(key, text);
    return violations;
  };
  return ({ headers }) => {
    let found = NONE;
    for (const [key, header] of response.headers) {
      const violations = violationsOf(key, header, headerText(headers[key]));
      if (violations.length > 0) found = [...found, ...violations];
    }
    return found;
  };
}

/** Whether the value that a text stands for can be told by the schema: by its own types, and those of a list's items. */
function isReadable(schema: Schema | undefined): boolean {
  if (schema === undefined) return true;
  const isComposed = ['$ref', 'allOf', 'oneOf', 'anyOf', 'not', 'if'].some((keyword) => keyword in schema);
  if (isComposed || [schema.type ?? []].flat().includes('object')) return false;
  return isReadable(schema['items'] as Schema | undefined);
}

/** Headers whose names or values HTTP itself does not allow. */
export function brokenHeaders({ headers }: JudgedAnswer, pointer: () => string): readonly AnswerViolation[] {
  let found = NONE;
  for (const key in headers) {
    const text = headerText(headers[key]) ?? '';
    if (VALUE.test(text) && NAME.test(key)) continue;
    const message = `The header ${JSON.stringify(shown(key))} has octets that no header may have (RFC 9110, 5.5).`;
    found = [...found, { check: 'header', message, pointer: pointer(), place: shown(key) }];
  }
  return found;
}

const SHOWN = 60;

/** Without a query, which may hold a secret. */
function shown(text: string): string {
  const [bare = ''] = text.split('?', 1);
  const rest = bare.length < text.length || bare.length > SHOWN ? '…' : '';
  return `${bare.slice(0, SHOWN)}${rest}`;
}
