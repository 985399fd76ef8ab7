import type { Contract, Operation } from './contract.ts';
import { type Example, type Parameter, resolve, type Schema, type TestCredential } from './document.ts';
import { type Refusal, refuse } from './failures.ts';
import { type ApiRequest, headerValue } from './request.ts';

/**
 * The id that a parameter's value stands for, by the parameter's examples; undefined when they do not know it, or
 * (`x-owner`) not for this owner.
 */
export function subjectNamed(parameter: Parameter, value: string, owner?: string): string | undefined {
  const folded = (text: string): string => (parameter['x-case-insensitive'] ? text.toLowerCase() : text);
  for (const example of Object.values(parameter.examples ?? {}) as Example[]) {
    const isTheirs = owner === undefined || example['x-owner'] === undefined || example['x-owner'] === owner;
    if (isTheirs && folded(String(example.value)) === folded(value)) return subjectIn(example);
  }
  return undefined;
}

/** Every example of a parameter that identifies somebody. */
export function identifyingExamples({ operations }: Contract): Example[] {
  return operations.flatMap(identifying).flatMap((parameter) => Object.values(parameter.examples ?? {}) as Example[]);
}

/** Whom an example of an identifying parameter names. */
export function subjectIn(example: Example): string {
  return example['x-subject'] ?? String(example.value);
}

/** The refusal of a request about somebody of whom nothing is known (any more): who was named, or whose credential it is. */
export function subjectAbsent(operation: Operation, id: string): Refusal {
  const [parameter] = identifying(operation);
  const message = `Nothing is known of ${shown(id)} (any more).`;
  return parameter === undefined
    ? refuse('credentialUnknown', ['header', 'authorization'], message)
    : refuse('subjectUnknown', [parameter.in, parameter.name], message);
}

function identifying({ parameters }: Operation): Operation['parameters'] {
  return parameters.filter((one) => one['x-identifies'] !== undefined);
}

/**
 * Whom the request is about: the subject its identifying parameters name, or else the owner of its credential.
 * @throws Refusal subjectUnknown for a value that no example knows, subjectConflict for two that disagree.
 */
export function subjectOf(request: ApiRequest, credential: TestCredential): string | undefined {
  let known: { parameter: Parameter; subject: string } | undefined;
  for (const parameter of identifying(request.operation)) {
    const value = sentValue(request, parameter);
    if (value === undefined || value === '') continue;
    const thing = parameter['x-identifies'];
    const subject = subjectNamed(parameter, value, credential.owner);
    if (subject === undefined) {
      const all = valuesKnown(parameter).join(', ');
      throw refuse(
        'subjectUnknown',
        [parameter.in, parameter.name],
        `No ${thing} is known as “${shown(value)}”; those of the contract's examples are ${all}.`,
      );
    }
    if (known !== undefined && known.subject !== subject) {
      throw refuse(
        'subjectConflict',
        [parameter.in, parameter.name],
        `${parameter.name} and ${known.parameter.name} name different ${thing}s; send one of them, or both of one ${thing}.`,
      );
    }
    known = { parameter, subject };
  }
  return known?.subject ?? credential.owner;
}

/**
 * Holds the request against `x-required-any-of`; an empty value counts as absent (facts sheet 4.5).
 * @throws Refusal parameterMissing
 */
export function demandAnyOf(request: ApiRequest): void {
  for (const names of request.operation.requiredAnyOf) {
    const parameters = request.operation.parameters.filter(({ name }) => names.includes(name));
    if (parameters.some((parameter) => sentValue(request, parameter))) continue;
    const place = parameters[0]?.in ?? 'header';
    throw refuse('parameterMissing', [place, names[0] ?? ''], `At least one of ${names.join(', ')} is required.`);
  }
}

/**
 * Holds integers in path and query against their form: validators take `1e3`, ` 6` and `0x6` for numbers as well, and
 * some an empty value for none.
 * @throws Refusal parameterInvalid
 */
export function demandIntegers(request: ApiRequest): void {
  const { contract, operation } = request;
  for (const parameter of operation.parameters) {
    const { in: place, name, schema } = parameter;
    const type = schema && resolve<Schema>(contract.document, schema).type;
    const value = place === 'header' ? undefined : sentValue(request, parameter);
    if (type !== 'integer' || value === undefined || /^-?\d+$/.test(value)) continue;
    throw refuse('parameterInvalid', [place, name], `“${shown(value)}” is no integer.`, 'type');
  }
}

/** The value of a parameter as it was sent; of a repeated query parameter the first. */
function sentValue(request: ApiRequest, { in: place, name }: Parameter): string | undefined {
  if (place === 'path') return request.params[name];
  if (place === 'query') return request.query.get(name) ?? undefined;
  return place === 'header' ? headerValue(request.headers, name.toLowerCase()) : undefined;
}

/** All values that the examples of an operation's identifying parameters know. */
function valuesKnown(parameter: Operation['parameters'][number]): string[] {
  return (Object.values(parameter.examples ?? {}) as Example[]).map(({ value }) => String(value));
}

function shown(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}
