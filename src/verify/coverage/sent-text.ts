import type { Parameter } from '../../contract/document.ts';
import { cookieNamed } from '../../http/cookies.ts';
import type { Shape } from './shape.ts';

/** The places of a request that hold parameters. */
export interface SentPlaces {
  path: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>;
}

/** The value of a parameter as it was sent, by its style (OpenAPI 3.1, 4.8.12); undefined when it was not. */
export function sentValue(parameter: Parameter, shape: Shape, places: SentPlaces): unknown {
  const { in: place, name, content } = parameter;
  if (content === undefined && place === 'query') return queryValue(parameter, shape, places.query);
  const text = textAt(place, name, places);
  if (text === undefined) return undefined;
  if (content !== undefined) return jsonOr(text);
  const bare = place === 'path' ? withoutPrefix(text, parameter) : text;
  return shape.types.has('array') ? valueFrom(shape, bare.split(/[,.;]/)) : valueFrom(shape, bare);
}

function queryValue(
  { name, style = 'form', explode = style === 'form' }: Parameter,
  shape: Shape,
  query: URLSearchParams,
): unknown {
  if (shape.types.has('object')) return fieldsIn(query, shape, style === 'deepObject' ? name : undefined);
  const texts = query.getAll(name);
  const [first] = texts;
  if (first === undefined) return undefined;
  if (!shape.types.has('array')) return valueFrom(shape, first);
  return valueFrom(shape, explode ? texts : first.split(SEPARATORS[style] ?? ','));
}

const SEPARATORS: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' };

/** An object of which each property is a query parameter of its own: `size`, or of a deep object `filter[size]`. */
function fieldsIn(query: URLSearchParams, { properties }: Shape, of: string | undefined): unknown {
  const found = [...properties].flatMap(([name, { shape }]) => {
    const text = query.get(of === undefined ? name : `${of}[${name}]`);
    return text === null ? [] : [[name, valueFrom(shape, text)]];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function textAt(place: Parameter['in'], name: string, { path, query, headers }: SentPlaces): string | undefined {
  if (place === 'path') return path[name];
  if (place === 'query') return query.get(name) ?? undefined;
  return place === 'header' ? headers[name.toLowerCase()] : cookieNamed(name, headers['cookie']);
}

function withoutPrefix(text: string, { name, style }: Parameter): string {
  if (style === 'label') return text.replace(/^\./, '');
  return style === 'matrix' ? text.replaceAll(`;${name}=`, ';').replace(/^;/, '') : text;
}

/** What a text stands for where its schema wants no text. */
export function valueFrom(shape: Shape, text: string | readonly string[]): unknown {
  if (typeof text !== 'string') return text.map((one) => valueFrom(shape.items ?? ANYTHING, one));
  if ((shape.types.has('integer') || shape.types.has('number')) && NUMBER.test(text)) return Number(text);
  if (shape.types.has('boolean') && /^(?:true|false)$/.test(text)) return text === 'true';
  return text;
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const ANYTHING: Shape = { types: new Set(), properties: new Map(), items: undefined, others: undefined, marks: [] };

export function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
