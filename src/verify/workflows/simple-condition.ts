import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../contract/document.ts';
import { type Expression, expressionOf, type Known, type Scope } from './expression.ts';

/** Whether it holds. */
export type Condition = (scope: Scope) => boolean;

const TOKEN = /\s*(&&|\|\||==|!=|<=|>=|[<>!()]|'(?:[^']|'')*'|\$[^\s()]+|-?\d+(?:\.\d+)?|true\b|false\b|null\b)/y;

/**
 * A condition in Arazzo's simple form: `$statusCode == 200 && $response.body#/name != 'x'`. Texts are compared whatever
 * their case, as the specification wants; objects and lists, which it passes over, by what is in them.
 * @throws Error that says what cannot be read.
 */
export function simpleCondition(text: string, known: Known): Condition {
  const tokens = tokensOf(text);
  const condition = new Parser(tokens, known).either();
  if (tokens.length > 0) throw new Error(`“${tokens[0]}” is too much in the condition ${text}`);
  return (scope) => isTrue(condition(scope));
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < text.trimEnd().length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null) throw new Error(`“${text.slice(at).trim()}” cannot be read in the condition ${text}`);
    tokens.push(found[1] ?? '');
  }
  return tokens;
}

const COMPARISONS: Record<string, (one: Json | undefined, other: Json | undefined) => boolean> = {
  '==': isSame,
  '!=': (one, other) => !isSame(one, other),
  '<': (one, other) => isNumber(one) && isNumber(other) && one < other,
  '<=': (one, other) => isNumber(one) && isNumber(other) && one <= other,
  '>': (one, other) => isNumber(one) && isNumber(other) && one > other,
  '>=': (one, other) => isNumber(one) && isNumber(other) && one >= other,
};

class Parser {
  readonly #tokens: string[];
  readonly #known: Known;

  constructor(tokens: string[], known: Known) {
    this.#tokens = tokens;
    this.#known = known;
  }

  either(): Expression {
    let left = this.#both();
    while (this.#takes('||')) {
      const [one, other] = [left, this.#both()];
      left = (scope) => isTrue(one(scope)) || isTrue(other(scope));
    }
    return left;
  }

  #both(): Expression {
    let left = this.#comparison();
    while (this.#takes('&&')) {
      const [one, other] = [left, this.#comparison()];
      left = (scope) => isTrue(one(scope)) && isTrue(other(scope));
    }
    return left;
  }

  #comparison(): Expression {
    const left = this.#operand();
    const holds = COMPARISONS[this.#tokens[0] ?? ''];
    if (holds === undefined) return left;
    this.#tokens.shift();
    const right = this.#operand();
    return (scope) => holds(left(scope), right(scope));
  }

  #operand(): Expression {
    const token = this.#tokens.shift();
    if (token === undefined) throw new Error('The condition ends too early.');
    if (token === '!') {
      const inner = this.#operand();
      return (scope) => !isTrue(inner(scope));
    }
    if (token === '(') {
      const inner = this.either();
      if (!this.#takes(')')) throw new Error('A parenthesis is open in the condition.');
      return inner;
    }
    return token.startsWith('$') ? expressionOf(token, this.#known) : literal(token);
  }

  #takes(token: string): boolean {
    if (this.#tokens[0] !== token) return false;
    this.#tokens.shift();
    return true;
  }
}

function literal(token: string): Expression {
  if (token.startsWith("'")) return () => token.slice(1, -1).replaceAll("''", "'");
  if (!/^(-?\d|true|false|null)/.test(token)) throw new Error(`“${token}” is no value.`);
  const value = JSON.parse(token) as Json;
  return () => value;
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (typeof one === 'string' && typeof other === 'string') return one.toLowerCase() === other.toLowerCase();
  return isDeepStrictEqual(one, other);
}

function isNumber(value: Json | undefined): value is number {
  return typeof value === 'number';
}

/** Nothing, null and false are not. */
function isTrue(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== false;
}
