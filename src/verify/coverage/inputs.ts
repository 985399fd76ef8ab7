import { isJsonType, mediaOfType, sentTypeOf } from '../../contract/conformance/media-type.ts';
import type { Contract, Media, Operation } from '../../contract/contract.ts';
import { type Examples, type MediaType, type Parameter, type Reference, resolve } from '../../contract/document.ts';
import type { Part } from '../../contract/form.ts';
import { isForm } from '../../contract/received.ts';
import { isBinarySchema } from '../../contract/uploads.ts';
import type { Observation } from '../observation.ts';
import type { Criterion } from './coverage.ts';
import type { Ledger } from './ledger.ts';
import { jsonOr, type SentPlaces, sentValue, valueFrom } from './sent-text.ts';
import { openIn, type Shape, shapeOf, walk } from './shape.ts';
import { equal, marks, type Telling } from './values.ts';

/** Notes what of an operation's parameters and body was sent. Where nothing is waited for any more, nobody looks. */
export type Inputs = (observation: Observation, places: () => SentPlaces) => void;

export function inputsOf(contract: Contract, operation: Operation, ledger: Ledger): Inputs {
  const { api, id } = operation;
  const sentType = (type: string): Criterion => ledger.criterion(api, 'media type', id, `request ${type}`);
  const parameters = operation.parameters.map((parameter) => {
    const name = `${parameter.in} ${parameter.name}`;
    const sent = ledger.criterion(api, 'parameter', id, name);
    const shape = parameterShape(contract, operation, parameter, ledger);
    return { parameter, sent, shape, isOpen: openIn(shape) };
  });
  const bodies = new Map(
    [...(operation.body?.content.values() ?? [])].map((media): [string, Body] => {
      const shape = bodyShape(contract, operation, media, ledger);
      return [media.type, { media, shape, sent: sentType(media.type), isOpen: openIn(shape) }];
    }),
  );
  const noteBody = notesOf(bodies);
  return (observation, places) => {
    for (const { parameter, sent, shape, isOpen } of parameters) {
      if (sent.covered && !isOpen()) continue;
      const value = sentValue(parameter, shape, places());
      if (value === undefined) continue;
      sent.covered = true;
      walk(shape, value);
    }
    noteBody(observation, places);
  };
}

/** Notes what of an operation's body was sent. */
function notesOf(bodies: ReadonlyMap<string, Body>): Inputs {
  const all = [...bodies.values()];
  return (observation, places) => {
    if (all.every(({ sent, isOpen }) => sent.covered && !isOpen())) return;
    const { body } = observation.exchange.request;
    const type = places().headers['content-type'];
    const essence = body === undefined || type === undefined ? undefined : sentTypeOf(type)?.essence;
    const found = essence === undefined ? undefined : mediaOfType(bodies, essence);
    if (found === undefined || essence === undefined) return;
    found.sent.covered = true;
    if (found.isOpen()) walk(found.shape, bodyValue(found, essence, observation));
  };
}

interface Body {
  media: Media;
  shape: Shape;
  sent: Criterion;
  isOpen(): boolean;
}

function parameterShape(contract: Contract, { api, id }: Operation, parameter: Parameter, ledger: Ledger): Shape {
  const { document } = contract;
  const name = `${parameter.in} ${parameter.name}`;
  const value = (place: string, text: string): Criterion =>
    ledger.criterion(api, 'parameter value', id, `${name}${place} ${text}`);
  const [media] = Object.values(parameter.content ?? {});
  const shape = shapeOf(parameter.schema ?? media?.schema ?? {}, {
    document,
    except: 'readOnly',
    property: (place) => ledger.criterion(api, 'parameter', id, `${name}${place}`),
    value,
    isText: true,
  });
  const known = examplesOf(contract, media ?? parameter);
  shape.marks = [
    ...shape.marks,
    ...marks(
      known.map((example) => equal(asSent(shape, example))),
      (text) => value('', text),
    ),
  ];
  return shape;
}

/** An example may be written as a number where the schema wants a text: on the wire they are the same. */
function asSent(shape: Shape, example: unknown): unknown {
  return typeof example === 'object' ? example : valueFrom(shape, String(example));
}

function examplesOf({ document }: Contract, { examples, example }: Pick<MediaType, 'examples' | 'example'>): unknown[] {
  const named = Object.values((examples ?? {}) as Examples).map((node) =>
    resolve(document, node as Reference & object),
  );
  const values = named.map((one) => (one as { value?: unknown }).value);
  return [...values, example].filter((value) => value !== undefined);
}

function bodyShape(contract: Contract, { api, id }: Operation, media: Media, ledger: Ledger): Shape {
  const shape = shapeOf(media.schema ?? {}, {
    document: contract.document,
    except: 'readOnly',
    property: (place) => ledger.criterion(api, 'parameter', id, `body ${place}`),
    value: (place, text) => ledger.criterion(api, 'parameter value', id, `body ${place} ${text}`.replace('  ', ' ')),
  });
  if (!isJsonType(media.type)) return shape;
  const named = [...media.examples].filter(([name]) => name !== '');
  const tellings = named.map(([name, { value }]): Telling => [`example ${name}`, equal(value)[1]]);
  shape.marks.push(...marks(tellings, (text) => ledger.criterion(api, 'parameter value', id, `body ${text}`)));
  return shape;
}

/** What a body is as a value: JSON, the fields of a form by name, or its octets. */
function bodyValue({ media, shape }: Body, essence: string, { exchange, expectation }: Observation): unknown {
  const { body } = exchange.request;
  const judged = expectation.verdict === 'accepted' ? expectation.judged.sent : undefined;
  if (isForm(media)) return judged?.parts && fieldsOf(shape, media, judged.parts);
  if (body === undefined) return undefined;
  if (isJsonType(essence)) return judged?.json ?? jsonOr(body.toString());
  return essence === 'application/x-www-form-urlencoded' ? formFields(shape, body) : body;
}

function fieldsOf(shape: Shape, media: Media, parts: readonly Part[]): unknown {
  const entries = parts.map(({ name, kind, bytes }) => {
    const isFile = kind === 'file' || isBinarySchema(media.properties.get(name) ?? {});
    return [name, isFile ? bytes : valueFrom(shape.properties.get(name)?.shape ?? shape, bytes.toString())];
  });
  return Object.fromEntries(entries);
}

function formFields(shape: Shape, body: Buffer): unknown {
  const fields = new URLSearchParams(body.toString());
  const entries = [...new Set(fields.keys())].map((name) => {
    const of = shape.properties.get(name)?.shape ?? shape;
    return [name, valueFrom(of, of.types.has('array') ? fields.getAll(name) : (fields.get(name) ?? ''))];
  });
  return Object.fromEntries(entries);
}
