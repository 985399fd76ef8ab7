import type { Json } from './document.ts';
import { type FailureKind, invalidBody, Refusal, type Violation } from './failures.ts';

/**
 * What a validator found, as refusals in the order in which both servers tell them: parameters first, then the body.
 * An upload's bytes are judged between the two, since a validator sees its form in outline only.
 */

/** @throws Refusal parameterInvalid, when one of the findings is about a parameter. */
export function refuseParameters(violations: readonly Violation[]): void {
  refuseAll(
    'parameterInvalid',
    violations.filter(({ location }) => location[1] !== 'body'),
  );
}

/** @throws Refusal bodyInvalid, when one of the findings is about the body. */
export function refuseBody(violations: readonly Violation[]): void {
  refuseAll(
    'bodyInvalid',
    violations.filter(({ location }) => location[1] === 'body'),
  );
}

function refuseAll(kind: FailureKind, violations: Violation[]): void {
  const [first, ...others] = violations;
  if (first !== undefined) throw new Refusal(kind, { violations: [first, ...others] });
}

/**
 * Validators take a body of `null`, `false`, `0` or `""` for an absent one; it is one, and of the wrong type.
 * @throws Refusal bodyInvalid
 */
export function demandTruth(json: Json): void {
  if (!json) throw invalidBody([], `The body is ${JSON.stringify(json)}; expected is an object.`);
}
