import type { Document, Schema } from '../../contract/document.ts';
import { token } from '../../contract/json-pointer.ts';
import { closureOf, type SchemaNode, typesOf } from './closure.ts';
import type { Criterion } from './coverage.ts';
import { type Mark, marksOf } from './values.ts';

/** What values of a schema look like, to be walked along with one; a graph where the schema runs in circles. */
export interface Shape {
  types: ReadonlySet<string>;
  properties: Map<string, Property>;
  /** Of any item of a list. */
  items: Shape | undefined;
  /** Of properties that are not declared by name. */
  others: Shape | undefined;
  /** Values that are waited for still. */
  marks: Mark[];
}

export interface Property {
  seen: Criterion;
  shape: Shape;
}

export interface ShapeOptions {
  document: Document;
  /** Properties with this keyword are left out: `readOnly` of what is sent, `writeOnly` of what is answered. */
  except: 'readOnly' | 'writeOnly';
  /** The criterion of a property, by its place: a JSON pointer in which `*` is any item. */
  property(place: string): Criterion;
  /** The criterion of a value; where it is left out, values do not matter. */
  value?(place: string, value: string): Criterion;
  /** The values are sent as text, which has no way to say null. */
  isText?: boolean;
}

/**
 * Properties after which equal parts of a schema share one shape: they count where they were met first. Schemas of few
 * hundred lines can unfold into millions.
 */
const MAX_PROPERTIES = 1_000;

/** A shape, with the schemas that it was made from and the shape that it was made for. */
interface Made {
  shape: Shape;
  schemas: readonly Schema[];
  place: string;
  within: Made | undefined;
  isUnfolded: boolean;
}

/** Unfolds a schema, breadth first: through references, alternatives, lists. A circle leads back to where it began. */
export function shapeOf(schema: SchemaNode, options: ShapeOptions): Shape {
  const { document, except, value, isText = false } = options;
  const made = new Map<Schema | undefined, Made[]>();
  const waiting: Made[] = [];
  let count = 0;
  const shapeFor = (schemas: readonly Schema[], place: string, within: Made | undefined): Shape => {
    const alike = (made.get(schemas[0]) ?? []).filter((one) => isSame(one.schemas, schemas));
    const same = count >= MAX_PROPERTIES ? alike[0] : alike.find((one) => isAround(one, within));
    if (same !== undefined && schemas.length > 0) return same.shape;
    const marks = value === undefined ? [] : marksOf(schemas, isText, (text) => value(place, text));
    const shape = { types: typesOf(schemas), properties: new Map(), items: undefined, others: undefined, marks };
    const one = { shape, schemas, place, within, isUnfolded: false };
    made.set(schemas[0], [...(made.get(schemas[0]) ?? []), one]);
    waiting.push(one);
    return shape;
  };
  const unfold = (one: Made): void => {
    const { shape, schemas, place } = one;
    for (const [name, nodes] of propertiesOf(schemas)) {
      const ofProperty = closureOf(document, nodes);
      if (ofProperty.some((node) => node[except] === true)) continue;
      const at = `${place}/${token(name)}`;
      count++;
      shape.properties.set(name, { seen: options.property(at), shape: shapeFor(ofProperty, at, one) });
    }
    const [items, others] = [itemsOf(schemas), othersOf(schemas)];
    if (items.length > 0) shape.items = shapeFor(closureOf(document, items), `${place}/*`, one);
    if (others.length > 0) shape.others = shapeFor(closureOf(document, others), `${place}/*`, one);
  };
  const root = shapeFor(closureOf(document, [schema]), '', undefined);
  for (const one of waiting) {
    const twin = count < MAX_PROPERTIES ? undefined : made.get(one.schemas[0])?.find(isTwinOf(one));
    if (twin === undefined) unfold(one);
    else Object.assign(one.shape, { ...twin.shape, marks: one.shape.marks });
    one.isUnfolded = true;
  }
  return root;
}

function isTwinOf({ schemas }: Made): (other: Made) => boolean {
  return (other) => other.isUnfolded && isSame(other.schemas, schemas);
}

function isSame(one: readonly Schema[], other: readonly Schema[]): boolean {
  return one.length === other.length && one.every((schema, index) => schema === other[index]);
}

function isAround(one: Made, within: Made | undefined): boolean {
  for (let made = within; made !== undefined; made = made.within) if (made === one) return true;
  return false;
}

/** By name, everything that is said of a property; those that may never be there are left out. */
function propertiesOf(schemas: readonly Schema[]): Map<string, SchemaNode[]> {
  const properties = new Map<string, SchemaNode[]>();
  for (const { properties: declared = {} } of schemas) {
    for (const [name, node] of Object.entries(declared)) properties.set(name, [...(properties.get(name) ?? []), node]);
  }
  return new Map([...properties].filter(([, nodes]) => !nodes.some((node: SchemaNode) => node === false)));
}

function itemsOf(schemas: readonly Schema[]): SchemaNode[] {
  return schemas.flatMap(({ items, prefixItems = [] }) => [...objects([items]), ...objects(prefixItems)]);
}

function othersOf(schemas: readonly Schema[]): SchemaNode[] {
  return schemas.flatMap(({ additionalProperties, patternProperties = {} }) => [
    ...objects([additionalProperties]),
    ...objects(Object.values(patternProperties as object)),
  ]);
}

function objects(nodes: unknown): SchemaNode[] {
  const list = Array.isArray(nodes) ? nodes : [];
  return list.filter((node): node is Schema => typeof node === 'object' && node !== null);
}

/** Values of one body that are looked at; what comes after them has been seen in what came before. */
const MAX_VALUES = 50_000;
const MAX_DEPTH = 100;

/** Notes what a value has of a shape: its properties, and its marks. */
export function walk(shape: Shape, value: unknown): void {
  visit(shape, value, 0, { left: MAX_VALUES });
}

function visit(shape: Shape, value: unknown, depth: number, budget: { left: number }): void {
  if (budget.left-- <= 0 || depth > MAX_DEPTH) return;
  if (shape.marks.length > 0) shape.marks = shape.marks.filter((mark) => !noted(mark, value));
  if (Array.isArray(value)) {
    if (shape.items === undefined) return;
    for (const item of value) visit(shape.items, item, depth + 1, budget);
  } else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    visitProperties(shape, value, depth + 1, budget);
  }
}

function visitProperties({ properties, others }: Shape, value: object, depth: number, budget: { left: number }): void {
  for (const [name, child] of Object.entries(value)) {
    const property = properties.get(name);
    if (property !== undefined) property.seen.covered = true;
    const next = property?.shape ?? others;
    if (next !== undefined) visit(next, child, depth, budget);
  }
}

function noted({ criterion, isIn }: Mark, value: unknown): boolean {
  if (!criterion.covered && isIn(value)) criterion.covered = true;
  return criterion.covered;
}

/** The criteria of a shape that are not covered yet; asked often, it gets shorter each time. */
export function openIn(shape: Shape): () => boolean {
  const criteria = new Set<Criterion>();
  const seen = new Set<Shape>();
  const collect = (at: Shape | undefined): void => {
    if (at === undefined || seen.has(at)) return;
    seen.add(at);
    for (const { criterion } of at.marks) criteria.add(criterion);
    for (const property of at.properties.values()) {
      criteria.add(property.seen);
      collect(property.shape);
    }
    collect(at.items);
    collect(at.others);
  };
  collect(shape);
  const open = [...criteria];
  return () => {
    while (open.at(-1)?.covered === true) open.pop();
    return open.length > 0;
  };
}
