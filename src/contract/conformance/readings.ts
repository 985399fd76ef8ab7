import { type Document, type Reference, resolve, type Schema } from '../document.ts';
import { valueAt } from '../json-pointer.ts';
import { type Places, placesOf } from './places.ts';
import { type AssertedFormats, type Schemas, schemasOf } from './schemas.ts';

/**
 * What OpenAPI leaves to whoever reads a schema. Of an `answer`, and of a request read `leniently`, only what every
 * reader finds wrong is wrong; of one read `strictly`, whatever any reader may find wrong.
 */
export type Reading = 'answer' | 'leniently' | 'strictly';

/**
 * The validators of one reading, by the document's own schemas. Properties that only travel the other way need not be
 * there, though they are required; which of several alternatives a discriminator names is strict.
 */
export function readSchemas(document: Document, places: Places, reading: Reading, formats: AssertedFormats): Schemas {
  const read = structuredClone(document);
  const oneWay = reading === 'answer' ? 'writeOnly' : 'readOnly';
  const names = namesOf(read, oneWay);
  visit(read, (node) => {
    relaxRequired(read, node, oneWay, names);
    if (reading === 'strictly') enforceDiscriminator(node);
    else if (node['discriminator'] !== undefined && node['oneOf'] !== undefined) allowAny(node);
  });
  if (reading !== 'answer') visit(read, (node) => setOneWay(read, node, oneWay, reading === 'leniently'));
  const readPlaces = placesOf(read);
  const schemas = schemasOf(read, readPlaces, formats);
  const nodes = new Map<Schema, Schema>();
  const inReading = (schema: Schema): Schema => {
    const before = nodes.get(schema);
    if (before !== undefined) return before;
    const pointer = places.of(schema);
    const there = pointer === undefined ? undefined : (valueAt(read, pointer) as Schema | undefined);
    const known = there ?? schema;
    nodes.set(schema, known);
    return known;
  };
  return { faults: (schema, value) => schemas.faults(inReading(schema), value) };
}

type Node = Record<string, unknown>;
type OneWay = 'readOnly' | 'writeOnly';

/** Every map of the document; those within before those around them. */
function visit(node: unknown, change: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null) return;
  for (const child of Object.values(node)) visit(child, change);
  if (!Array.isArray(node)) change(node as Node);
}

/** Names of properties that travel one way only, anywhere. */
function namesOf(document: Document, oneWay: OneWay): Set<string> {
  const names = new Set<string>();
  visit(document, (node) => {
    for (const [name, property] of propertiesOf(node)) if (isOneWay(document, property, oneWay)) names.add(name);
  });
  return names;
}

/** A property that is required beside a reference to the schema that has it is known by its name alone. */
function relaxRequired(document: Document, node: Node, oneWay: OneWay, names: ReadonlySet<string>): void {
  const { required } = node;
  if (!Array.isArray(required)) return;
  const own = new Map(propertiesOf(node));
  const isNeeded = (name: string): boolean => {
    const property = own.get(name);
    return property === undefined ? !names.has(name) : !isOneWay(document, property, oneWay);
  };
  node['required'] = required.filter(isNeeded);
}

/** What only answers have may be sent and passed over, whatever it is, or refused. */
function setOneWay(document: Document, node: Node, oneWay: OneWay, isAllowed: boolean): void {
  const properties = node['properties'] as Node | undefined;
  for (const [name, property] of propertiesOf(node))
    if (properties !== undefined && isOneWay(document, property, oneWay)) properties[name] = isAllowed;
}

function propertiesOf({ properties }: Node): [string, Schema | Reference][] {
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).filter(([, one]) => typeof one === 'object' && one !== null);
}

function isOneWay(document: Document, property: Schema | Reference, oneWay: OneWay): boolean {
  return (property as Node)[oneWay] === true || resolve<Schema>(document, property)[oneWay] === true;
}

function allowAny(node: Node): void {
  node['anyOf'] = node['oneOf'];
  delete node['oneOf'];
}

/** Of the alternatives, the value has to be the one that its discriminator names as well. */
function enforceDiscriminator(node: Node): void {
  const { propertyName, mapping = {} } = (node['discriminator'] ?? {}) as {
    propertyName?: string;
    mapping?: Record<string, string>;
  };
  const alternatives = node['oneOf'] ?? node['anyOf'];
  if (propertyName === undefined || !Array.isArray(alternatives)) return;
  const named = alternatives.map(({ $ref }: { $ref?: string }) => {
    if ($ref === undefined) return {};
    const short = $ref.slice($ref.lastIndexOf('/') + 1);
    const names = Object.keys(mapping).filter((name) => [$ref, short].includes(mapping[name] ?? ''));
    const enumeration = { enum: names.length === 0 ? [short] : names };
    return { $ref, required: [propertyName], properties: { [propertyName]: enumeration } };
  });
  node['allOf'] = [...((node['allOf'] ?? []) as unknown[]), { anyOf: named }];
}
