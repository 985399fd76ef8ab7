import type { Contract, Operation } from '../../contract/contract.ts';
import type { Json, Parameter } from '../../contract/document.ts';
import type { Asked, Sent } from './asked.ts';
import { boundariesOf } from './boundaries.ts';
import { withParameter } from './change-request.ts';
import { goodCredentials } from './credential-cases.ts';
import { goodRequest } from './good-request.ts';

/** Values that somebody sends one day, whatever the parameter: other spellings of numbers and words, bytes, emptiness. */
const ODD_VALUES = [
  '',
  '0',
  '1',
  '-1',
  '01',
  '1.0',
  '1e3',
  ' 1',
  'true',
  'nobody',
  'ME',
  '\u0661',
  '😀',
  '../..',
  '%',
  '\u0000',
];

/** What no encoding of a value gives. */
const ODD_ENCODINGS = ['%', '%zz', '%00', '%C3', '%2500', '+1', '%20', '%0d%0a'];

/** Requests with one parameter at the edges of its schema, odd, missing or repeated; the rest of them is good. */
export function parameterCases(contract: Contract, operation: Operation): Asked[] {
  const good = goodRequest(contract, operation);
  return [
    ...operation.parameters.flatMap((parameter) => valueCases(contract, operation, parameter)),
    ...operation.requiredAnyOf.map((names): Asked => {
      const parameters = operation.parameters.filter(({ name }) => names.includes(name));
      const bare = parameters.reduce<Sent>((sent, one) => withParameter(sent, one, operation, undefined), good);
      return [`none of ${names.join(', ')}`, bare];
    }),
    ...operation.requiredAnyOf.flatMap((names) => pairCases(contract, operation, names)),
  ];
}

function valueCases(contract: Contract, operation: Operation, parameter: Parameter): Asked[] {
  const good = goodRequest(contract, operation);
  const { in: place, name } = parameter;
  const sent = (value: string | undefined): Asked[1] => withParameter(good, parameter, operation, value);
  const encoded = (value: string): string => (place === 'header' ? headerText(value) : encodeURIComponent(value));
  const edges = boundariesOf(contract.document, parameter.schema ?? {}).filter(([, value]) => isPlain(value));
  // Whom a path names decides who may.
  const others = place === 'path' ? goodCredentials(contract).slice(1) : [];
  return [
    ...edges.map(([title, value]): Asked => [`${name} is ${title}`, sent(encoded(String(value)))]),
    ...others.flatMap(([who, credential]) => {
      const theirs = goodRequest(contract, operation, { credential });
      return edges.map(
        ([title, value]): Asked => [
          `${name} is ${title}, as ${who}`,
          withParameter(theirs, parameter, operation, encoded(String(value))),
        ],
      );
    }),
    ...ODD_VALUES.filter((value) => place !== 'path' || (value !== '' && value !== '../..')).map(
      (value): Asked => [`${name} is ${JSON.stringify(value)}`, sent(encoded(value))],
    ),
    ...(place === 'header' ? [] : ODD_ENCODINGS).map((value): Asked => [`${name} is written as ${value}`, sent(value)]),
    ...(place === 'path' ? [] : [[`without ${name}`, sent(undefined)] as Asked]),
    ...(place === 'query' ? [[`${name} twice`, { ...good, path: `${sent('1').path}&${name}=0` }] as Asked] : []),
  ];
}

/** Parameters of which at least one is needed, by twos: each example of one with each of the other. */
function pairCases(contract: Contract, operation: Operation, names: readonly string[]): Asked[] {
  const good = goodRequest(contract, operation);
  const [one, other] = operation.parameters.filter(({ name }) => names.includes(name));
  if (one === undefined || other === undefined) return [];
  return ['', ...valuesOf(one)].flatMap((first) =>
    ['', ...valuesOf(other)].map((second): Asked => {
      const sent = withParameter(withParameter(good, one, operation, first), other, operation, second);
      return [`${one.name} is “${first}”, ${other.name} is “${second}”`, sent];
    }),
  );
}

function valuesOf({ examples = {} }: Parameter): string[] {
  return Object.values(examples).map((example) => String((example as { value?: Json }).value));
}

/** Values that a URL or a header has a text for. */
function isPlain(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

/** A header's field value: printable, and without blanks around it. */
function headerText(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '?').trim();
}
