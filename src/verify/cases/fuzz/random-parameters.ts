import fc, { type Arbitrary } from 'fast-check';
import type { Contract, Operation } from '../../../contract/contract.ts';
import type { Parameter } from '../../../contract/document.ts';
import { type Asked, type Sent, shown } from '../asked.ts';
import { inPath, withHeader, withQuery } from '../change-request.ts';
import { goodRequest } from '../good-request.ts';
import { wordsOf } from './contract-words.ts';
import { pairsOf, textOf } from './parameter-texts.ts';
import { valuesOf } from './schema-values.ts';

/** So many requests with random parameters, where the operation has some. The same seed gives the same ones. */
export function randomParameters(contract: Contract, operation: Operation, count: number, seed: number): Asked[] {
  if (operation.parameters.length === 0) return [];
  return fc.sample(requestsOf(contract, operation), { numRuns: count, seed });
}

const ODD_VALUES: readonly string[] = [
  ...[
    '',
    '0',
    '1',
    '2',
    '-1',
    '-0',
    '01',
    '+1',
    '1.0',
    '1e0',
    '0x1',
    ' 1',
    '1 ',
    '1,0',
    '0,1',
    'true',
    'false',
    'null',
  ],
  ...['NaN', 'Infinity', '9007199254740993', '2147483648', '1_0', '٣', '１', '6', '7', '99'],
  ...['[object Object]', '__proto__', '../..'],
];

/** What no encoding of a value gives. */
const rawValues = fc.constantFrom(
  ...['%', '%zz', '%00', '%C3', '%2500', '+1', '1+', '%31', '1;0', '1=0', '%20', '%0d%0a', '%7F'],
);

/** A change of a request, and in words what it is; never with what else is in the request, such as a credential. */
type Change = [words: string, change: (sent: Sent) => Sent];

/** One, two or three parameters of the operation with random values; the others are as they should be. */
function requestsOf(contract: Contract, operation: Operation): Arbitrary<Asked> {
  const good = goodRequest(contract, operation);
  const words = wordsOf(contract, operation);
  const odd = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...ODD_VALUES, ...words) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
    { weight: 1, arbitrary: fc.integer().map(String) },
  );
  const changeOf = (parameter: Parameter): Arbitrary<Change> =>
    fc.oneof(
      { weight: 3, arbitrary: rightChanges(contract, operation, parameter) },
      { weight: 4, arbitrary: oddChanges(operation, parameter, odd) },
    );
  const some = fc.subarray(operation.parameters, { minLength: 1, maxLength: Math.min(3, operation.parameters.length) });
  const changed = some.chain((parameters) => fc.tuple(...parameters.map(changeOf)));
  return changed.map((changes): Asked => {
    const { method, headers, path, body } = changes.reduce<Sent>((sent, [, change]) => change(sent), good);
    const title = changes.map(([told]) => told).join(', ');
    return [shown(title), { method, path, headers: headers ?? {}, body }];
  });
}

/** Values by the parameter's own schema, written as it says. */
function rightChanges({ document }: Contract, operation: Operation, parameter: Parameter): Arbitrary<Change> {
  const { in: place, name, schema = {} } = parameter;
  return valuesOf(document, schema).map((value): Change => {
    const told = `${name} is ${JSON.stringify(value)}`;
    const text = textOf(parameter, value);
    if (place === 'path')
      return [told, (sent) => ({ ...sent, path: inPath(sent.path, operation.path, name, segment(text)) })];
    if (place === 'header') return [told, (sent) => withHeader(sent, name, headerText(text))];
    if (place === 'cookie') return [told, (sent) => withCookie(sent, name, encodeURIComponent(text))];
    const pairs = pairsOf(parameter, value).map(
      ([key, one]) => `${encodeURIComponent(key)}=${encodeURIComponent(one)}`,
    );
    return [told, (sent) => pairs.reduce(appended, { ...sent, path: withQuery(sent.path, name, undefined) })];
  });
}

function oddChanges(operation: Operation, { in: place, name }: Parameter, odd: Arbitrary<string>): Arbitrary<Change> {
  const encoded = fc.oneof({ weight: 5, arbitrary: odd.map(encodeURIComponent) }, { weight: 1, arbitrary: rawValues });
  if (place === 'path')
    return encoded.map((value) => [
      `${name} is written as ${value}`,
      (sent) => ({ ...sent, path: inPath(sent.path, operation.path, name, value) }),
    ]);
  if (place === 'query') {
    const others = [`${name}[]`, `${name}[a]`, name.toUpperCase(), `${name}%00`, `%20${name}`];
    const names = fc.constantFrom(...[name, name, name, name], ...others);
    return fc.tuple(names, encoded, fc.nat({ max: 2 })).map(([key, value, times]): Change => {
      const change = (sent: Sent): Sent =>
        times === 0 ? appended(sent, `${key}=${value}`) : { ...sent, path: withQuery(sent.path, key, value) };
      return [`the query ${key}=${value}`, change];
    });
  }
  return odd.map((value): Change => {
    const told = `${name} is ${JSON.stringify(value)}`;
    if (place === 'cookie') return [told, (sent) => withCookie(sent, name, encodeURIComponent(value))];
    return [told, (sent) => withHeader(sent, name, headerText(value))];
  });
}

/** With one more pair in the query, whatever is there already. */
function appended(sent: Sent, pair: string): Sent {
  return { ...sent, path: `${sent.path}${sent.path.includes('?') ? '&' : '?'}${pair}` };
}

function withCookie(sent: Sent, name: string, value: string): Sent {
  const before = sent.headers?.['cookie'];
  return withHeader(sent, 'cookie', [...(before === undefined ? [] : [before]), `${name}=${value}`].join('; '));
}

/** A segment that leads no clients elsewhere: none is empty, or of dots alone. */
function segment(text: string): string {
  return /^\.{0,2}$/.test(text) ? '0' : encodeURIComponent(text);
}

function headerText(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '').trim();
}
