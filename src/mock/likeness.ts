import type { Contract } from '../contract/contract.ts';
import type { Json } from '../contract/document.ts';

/**
 * Brings a made-up body down to earth: where the examples of the same answer name a picture it gets that picture, where
 * they repeat the status it repeats the status.
 */
export function likeExamples(
  contract: Contract,
  status: number,
  body: Json,
  examples: Iterable<{ value?: Json }>,
): Json {
  const isFixed = (value: Json): boolean => value === status || contract.pictures.some(({ url }) => url === value);
  let result = body;
  for (const { value } of examples) {
    if (value !== undefined) result = fixedAs(result, value, isFixed);
  }
  return result;
}

function fixedAs(body: Json, example: Json, isFixed: (value: Json) => boolean): Json {
  if (Array.isArray(body) && Array.isArray(example) && example.length > 0) {
    return body.map((item, index) => fixedAs(item, example[index % example.length] ?? null, isFixed));
  }
  if (isObject(body) && isObject(example)) {
    return Object.fromEntries(
      Object.entries(body).map(([key, value]) => [key, fixedAs(value, example[key] ?? null, isFixed)]),
    );
  }
  return typeof body === typeof example && isFixed(example) ? example : body;
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
