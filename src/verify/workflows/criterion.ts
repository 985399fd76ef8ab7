import { query } from 'jsonpath-rfc9535';
import type { Json } from '../../contract/document.ts';
import { type Expression, expressionOf, type Known, plain, type Scope, templateOf } from './expression.ts';
import { type Condition, simpleCondition } from './simple-condition.ts';
import type { ArazzoCriterion } from './subset.ts';

/** Something that an answer has to meet. */
export interface Criterion {
  /** As it stands in the file. */
  condition: string;
  holds: Condition;
  /** Which values it speaks of, in words, with what has come for each. */
  seen(scope: Scope): string;
}

/**
 * A criterion, ready to be asked.
 * @throws Error for one that cannot be read.
 */
export function criterionOf(criterion: ArazzoCriterion, known: Known): Criterion {
  const { condition, context } = criterion;
  const spoken = [
    ...(context === undefined ? [] : [context]),
    ...(condition.match(/\$(?:[a-z]+\.|statusCode)[^\s(){}]*/gi) ?? []),
  ];
  const named = [...new Set(spoken)].flatMap((text) => nameable(text, known));
  return {
    condition: context === undefined ? condition : `${condition} (${criterion.type} on ${context})`,
    holds: conditionOf(criterion, known),
    seen: (scope) => named.map(([text, expression]) => `${text} is ${inShort(expression(scope))}`).join(', '),
  };
}

function conditionOf({ type = 'simple', condition, context = '' }: ArazzoCriterion, known: Known): Condition {
  if (type === 'simple') return simpleCondition(condition, known);
  const about = expressionOf(context, known);
  const ready = templateOf(condition, known, type === 'regex' ? asPattern : asLiteral);
  if (type === 'regex') {
    new RegExp(condition.replace(/\{\$[^{}]+\}/g, 'x'), 'u');
    return (scope) => new RegExp(ready(scope), 'u').test(plain(about(scope) ?? ''));
  }
  query({}, condition.replace(/\{\$[^{}]+\}/g, 'null'));
  return (scope) => found(about(scope), ready(scope));
}

/** Whether the path leads anywhere. */
function found(value: Json | undefined, path: string): boolean {
  return typeof value === 'object' && value !== null && query(value, path).length > 0;
}

function asPattern(value: Json | undefined): string {
  return plain(value).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function asLiteral(value: Json | undefined): string {
  return JSON.stringify(value ?? null);
}

/** Texts that look like an expression; of a path some do, and are none. */
function nameable(text: string, known: Known): [string, Expression][] {
  try {
    return [[text, expressionOf(text, known)]];
  } catch {
    return [];
  }
}

/** Letters of a value that are shown. */
const SHOWN = 400;

function inShort(value: Json | undefined): string {
  const text = value === undefined ? 'not there' : JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
