import type { AnswerViolation, JudgedAnswer } from './conformance/answer.ts';
import { bodyJudge } from './conformance/body.ts';
import { brokenHeaders, headerJudge, headerViolations } from './conformance/headers.ts';
import { lengthFinding } from './conformance/length.ts';
import { placesOf } from './conformance/places.ts';
import { readSchemas } from './conformance/readings.ts';
import { type SchemaFault, schemasOf } from './conformance/schemas.ts';
import { type Contract, type DeclaredHeader, type DeclaredResponse, type Operation, responseWith } from './contract.ts';
import type { Schema } from './document.ts';

export type { AnswerCheck, AnswerViolation, JudgedAnswer } from './conformance/answer.ts';
export type { SchemaFault } from './conformance/schemas.ts';

/** What is wrong with answers and values, by one contract. */
export interface Conformance {
  /**
   * What is wrong with an answer to a request for the operation: its status, its declared headers, its media type and
   * charset, its length, its body. Nothing when all is well. Headers that are not declared are allowed.
   */
  violationsOf(operation: Operation, answer: JudgedAnswer): readonly AnswerViolation[];
  /** What is wrong with a JSON value, by a schema of the contract. */
  faultsOf(schema: Schema, value: unknown): readonly SchemaFault[];
  /** What is wrong with a header's text, by its declaration. */
  headerViolations(header: DeclaredHeader, text: string): readonly AnswerViolation[];
  /** JSON pointer to an operation, for what is wrong with its answers as a whole. */
  pointerTo(operation: Operation): string;
}

const known = new WeakMap<Contract, Conformance>();

/** The judge of a contract. It is made once, and its validators are compiled when they are first needed. */
export function conformanceOf(contract: Contract): Conformance {
  let conformance = known.get(contract);
  if (conformance === undefined) {
    conformance = newConformance(contract);
    known.set(contract, conformance);
  }
  return conformance;
}

type Judge = (answer: JudgedAnswer) => readonly AnswerViolation[];

function newConformance({ document, bareAnswers, formats }: Contract): Conformance {
  const places = placesOf(document);
  const schemas =
    bareAnswers === 'open' ? readSchemas(document, places, 'answer', formats) : schemasOf(document, places);
  const judges = new WeakMap<DeclaredResponse, { ofHeaders: Judge; ofBody: Judge }>();
  const judgesOf = (operation: Operation, response: DeclaredResponse): { ofHeaders: Judge; ofBody: Judge } => {
    let pair = judges.get(response);
    if (pair === undefined) {
      pair = {
        ofHeaders: headerJudge(operation, response, places, schemas, bareAnswers),
        ofBody: bodyJudge(operation, response, places, schemas, bareAnswers),
      };
      judges.set(response, pair);
    }
    return pair;
  };
  return {
    violationsOf(operation, answer) {
      const response = responseWith(operation, answer.status);
      const pointer = (): string => places.response(operation, response?.code ?? String(answer.status));
      const broken = brokenHeaders(answer, pointer);
      const length = lengthFinding(answer);
      const lengths = length === undefined ? [] : [{ ...length, pointer: pointer() }];
      if (response === undefined) return [undeclared(operation, answer, pointer()), ...broken, ...lengths];
      const { ofHeaders, ofBody } = judgesOf(operation, response);
      return [...broken, ...lengths, ...ofHeaders(answer), ...ofBody(answer)];
    },
    faultsOf: schemas.faults,
    headerViolations: (header, text) => headerViolations(header, text, schemas),
    pointerTo: places.operation,
  };
}

function undeclared(
  { id, responses, openResponses }: Operation,
  { status }: JudgedAnswer,
  pointer: string,
): AnswerViolation {
  const declared = [...responses.keys(), ...openResponses.keys()].join(', ');
  return { check: 'status', message: `${id} does not declare ${status}; it declares ${declared}.`, pointer };
}
