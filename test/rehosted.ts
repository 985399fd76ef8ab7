import type { Contract, DeclaredResponse } from '../src/contract/contract.ts';
import type { Json } from '../src/contract/document.ts';

/** A text as the mock sends it: the URL of a picture of the contract leads to the mock. */
export function rehostedText({ pictures }: Contract, text: string, origin: string): string {
  const picture = pictures.find(({ url }) => url === text);
  return picture === undefined ? text : `${origin}${new URL(picture.url).pathname}`;
}

/** The same for each string of a value. */
export function rehosted(contract: Contract, value: Json, origin: string): Json {
  if (typeof value === 'string') return rehostedText(contract, value, origin);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => rehosted(contract, item, origin));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rehosted(contract, item, origin)]));
}

/** What a body has where the examples of its response have URLs of pictures, items of lists included. */
export function picturesAt(contract: Contract, { media }: DeclaredResponse, body: Json | undefined): Json[] {
  const urls = new Set(contract.pictures.map(({ url }) => url));
  const places = [...(media?.examples.values() ?? [])].flatMap(({ value = null }) => placesOf(value, urls));
  return [...new Set(places.map((place) => place.join('\n')))].flatMap((place) =>
    valuesAt(body ?? null, place.split('\n')),
  );
}

const ANY_ITEM = '*';

function placesOf(value: Json, urls: ReadonlySet<string>): string[][] {
  if (typeof value === 'string') return urls.has(value) ? [[]] : [];
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, item]) =>
    placesOf(item, urls).map((place) => [isList ? ANY_ITEM : key, ...place]),
  );
}

function valuesAt(value: Json, [key, ...rest]: string[]): Json[] {
  if (key === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, rest));
  if (typeof value !== 'object' || value === null) return [];
  const item = value[key];
  return item === undefined ? [] : valuesAt(item, rest);
}
