import type { DeclaredResponse, Operation } from './contract.ts';
import { exampleUnknown, type Preference } from './preference.ts';

/** A declared failure that the caller wishes for. */
export interface Fault {
  response: DeclaredResponse;
  /** Name of the example. */
  example: string | undefined;
}

/**
 * The failure that a good request asks to be answered with, by `Prefer: code=503` or `example=…`. A wish for a success
 * is none: which success it is follows from the state.
 * @throws Refusal preferenceUnknown when the wish names an example that does not exist.
 */
export function faultOf(operation: Operation, preference: Preference | undefined): Fault | undefined {
  if (preference === undefined) return undefined;
  const { code, example } = preference;
  const responses = [...operation.responses.values()].filter(({ status }) => code === undefined || status === code);
  const response =
    example === undefined
      ? responses.find(({ status }) => status === code)
      : responses.find(({ exampleNames }) => exampleNames.includes(example));
  if (example !== undefined && response === undefined) throw exampleUnknown(operation, example, responses);
  if (response === undefined || response.status < 400) return undefined;
  return { response, example: example ?? response.exampleNames[0] };
}
