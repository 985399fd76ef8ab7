import type { Contract } from './contract.ts';
import type { Json } from './document.ts';

/** Puts this server's origin in the place of a picture's host, wherever one of the contract's pictures is named. */
export function rehost(contract: Contract, text: string, origin: string): string {
  const picture = contract.pictures.find(({ url }) => text === url || text.startsWith(`${url}?`));
  return picture === undefined ? text : `${origin}${text.slice(new URL(picture.url).origin.length)}`;
}

/** The same for every string of a body. */
export function rehostAll(contract: Contract, body: Json, origin: string): Json {
  if (typeof body === 'string') return rehost(contract, body, origin);
  if (typeof body !== 'object' || body === null) return body;
  if (Array.isArray(body)) return body.map((item) => rehostAll(contract, item, origin));
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, rehostAll(contract, value, origin)]));
}
