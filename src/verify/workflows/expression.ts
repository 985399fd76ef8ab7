import type { Json } from '../../contract/document.ts';
import { jsonIn } from '../../contract/json-body.ts';
import { valueAt } from '../../contract/json-pointer.ts';
import { headerOf, type WireAnswer, type WireRequest } from '../wire.ts';

/** What runtime expressions speak of: the exchange at hand, and what came before it. */
export interface Scope {
  inputs: Readonly<Record<string, Json>>;
  /** By step and output. */
  outputs: Readonly<Record<string, Readonly<Record<string, Json | undefined>>>>;
  request: WireRequest | undefined;
  answer: WireAnswer | undefined;
}

/** Gives its value; undefined where there is none. */
export type Expression = (scope: Scope) => Json | undefined;

/** What an expression may speak of at its place. */
export interface Known {
  inputs: ReadonlySet<string>;
  /** `step.output` of the steps before. */
  outputs: ReadonlySet<string>;
}

type Make = (known: Known, ...parts: string[]) => Expression;

const FORMS: readonly [form: RegExp, make: Make][] = [
  [
    /^\$statusCode$/,
    () =>
      ({ answer }) =>
        answer?.status,
  ],
  [
    /^\$method$/,
    () =>
      ({ request }) =>
        request?.method,
  ],
  [
    /^\$url$/,
    () =>
      ({ request }) =>
        request?.target,
  ],
  [
    /^\$request\.header\.([\w!#$%&'*+.^`|~-]+)$/,
    (_, name) =>
      ({ request }) =>
        sentHeader(request, name),
  ],
  [
    /^\$request\.query\.([^\s]+)$/,
    (_, name = '') =>
      ({ request }) =>
        queryOf(request)?.get(name) ?? undefined,
  ],
  [
    /^\$response\.header\.([\w!#$%&'*+.^`|~-]+)$/,
    (_, name = '') =>
      ({ answer }) =>
        answer && headerOf(answer, name),
  ],
  [
    /^\$request\.body(?:#(\/.*)?)?$/,
    (_, pointer) =>
      ({ request }) =>
        pick(bodyIn(request?.body), pointer),
  ],
  [
    /^\$response\.body(?:#(\/.*)?)?$/,
    (_, pointer) =>
      ({ answer }) =>
        pick(bodyIn(answer?.body), pointer),
  ],
  [/^\$inputs\.([\w-]+)$/, inputExpression],
  [/^\$steps\.([\w-]+)\.outputs\.([\w-]+)(?:#(\/.*)?)?$/, outputExpression],
];

/**
 * A runtime expression of Arazzo, ready to be asked.
 * @throws Error for one that the runner does not know, or that speaks of what is not there yet.
 */
export function expressionOf(text: string, known: Known): Expression {
  for (const [form, make] of FORMS) {
    const found = form.exec(text);
    if (found !== null) return make(known, ...found.slice(1));
  }
  throw new Error(`The runner does not know the expression ${text}.`);
}

/** A text as it stands, but for the expressions in it, in braces; `write` puts their values into words. */
export function templateOf(
  text: string,
  known: Known,
  write: (value: Json | undefined) => string,
): (scope: Scope) => string {
  const pieces = text
    .split(/\{(\$[^{}]+)\}/)
    .map((piece, index) => (index % 2 === 0 ? piece : expressionOf(piece, known)));
  return (scope) => pieces.map((piece) => (typeof piece === 'string' ? piece : write(piece(scope)))).join('');
}

/** A value in which texts may be expressions, or have them inside. */
export function filledIn(value: Json, known: Known): Expression {
  if (typeof value === 'string')
    return value.startsWith('$') ? expressionOf(value, known) : templateOf(value, known, plain);
  if (typeof value !== 'object' || value === null) return () => value;
  if (Array.isArray(value)) {
    const items = value.map((item) => filledIn(item, known));
    return (scope) => items.map((item) => item(scope) ?? null);
  }
  const entries = Object.entries(value).map(([key, one]) => [key, filledIn(one, known)] as const);
  return (scope) => Object.fromEntries(entries.map(([key, one]) => [key, one(scope) ?? null]));
}

/** A value as it stands in a text. */
export function plain(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function inputExpression({ inputs }: Known, name = ''): Expression {
  if (!inputs.has(name)) throw new Error(`$inputs.${name} is not among the inputs of the workflow.`);
  return (scope) => scope.inputs[name];
}

function outputExpression({ outputs }: Known, step = '', name = '', pointer?: string): Expression {
  if (!outputs.has(`${step}.${name}`)) throw new Error(`No step before has the output $steps.${step}.outputs.${name}.`);
  return (scope) => pick(scope.outputs[step]?.[name], pointer);
}

function sentHeader(request: WireRequest | undefined, name = ''): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(request?.headers ?? {}).find(([one]) => one.toLowerCase() === wanted)?.[1];
}

function queryOf(request: WireRequest | undefined): URLSearchParams | undefined {
  return request && new URLSearchParams(request.target.split('?')[1] ?? '');
}

/** A body as JSON, or as the text that it is. */
function bodyIn(body: Buffer | undefined): Json | undefined {
  if (body === undefined || body.length === 0) return undefined;
  const json = jsonIn(body);
  return json === undefined ? body.toString() : json;
}

function pick(value: Json | undefined, pointer: string | undefined): Json | undefined {
  return pointer === undefined ? value : (valueAt(value, pointer) as Json | undefined);
}
