import { LRUCache } from 'lru-cache';
import type { Contract } from '../contract/contract.ts';

/** Takes credentials out of what is logged or kept. */
export interface Veil {
  /** A request target, the values of credential parameters masked; control characters escaped. */
  url(url: string): string;
  /** A header's value; of a credential only its scheme and, where the contract knows it, its name. */
  header(name: string, value: string): string;
  /** A body's octets, the values of credential keys and parts masked, in JSON, forms and what is neither. */
  body(bytes: Buffer): Buffer;
}

const MASK = '***';
/** The same URLs come again and again. */
const REMEMBERED = 500;
const MAX_REMEMBERED_LETTERS = 500;
const ALWAYS = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];

/**
 * Knows which headers and query parameters carry credentials from the contracts' security schemes. Those of `open` (as a
 * header has them) are no secrets: they stay as they are.
 */
export function veilOf(contracts: readonly Contract[], open: readonly string[] = []): Veil {
  const known = new Set(open.flatMap((credential) => [credential, credential.replace(/^\S+ /, '')]));
  const schemes = contracts.flatMap(({ schemes }) => [...schemes.values()]);
  const carriers = (place: string): string[] =>
    schemes.flatMap((scheme) => (scheme.type === 'apiKey' && scheme.in === place ? [scheme.name.toLowerCase()] : []));
  const headers = new Set([...ALWAYS, ...carriers('header')]);
  const parameters = new Set(carriers('query'));
  const inBodies = schemes.flatMap((scheme) =>
    scheme.type === 'apiKey' && scheme['x-also-in-body'] ? [scheme.name] : [],
  );
  const secrets = inBodies.map(bodyPattern);
  const words = new Set(
    contracts.flatMap(({ credentials }) =>
      credentials.map(({ credential }) => credential.split(' ', 1)[0]?.toLowerCase()),
    ),
  );
  const names = new Map(
    contracts.flatMap(({ credentials }) => credentials.map(({ name, credential }) => [credential, name] as const)),
  );
  const urls = new LRUCache<string, string>({ max: REMEMBERED });
  const url = (text: string): string => {
    const veiled = urls.get(text) ?? veiledUrl(text);
    if (text.length <= MAX_REMEMBERED_LETTERS) urls.set(text, veiled);
    return veiled;
  };
  const veiledUrl = (text: string): string => {
    const named = text.replace(/^([a-z]+:\/\/)[^/?#@]*@/i, `$1${MASK}@`);
    return printable(named.includes('?') ? veiledQuery(named, parameters, known) : named);
  };
  return {
    url,
    header(name, value) {
      if (URL_HEADERS.has(name.toLowerCase())) return url(value);
      if (!headers.has(name.toLowerCase()) || isOpen(value, known)) return value;
      const called = names.get(value);
      const word = /^[A-Za-z-]+(?= )/.exec(value)?.[0];
      const scheme = word !== undefined && words.has(word.toLowerCase()) ? word : undefined;
      return [scheme, called === undefined ? MASK : `${MASK} (${called})`].filter(Boolean).join(' ');
    },
    body(bytes) {
      if (!inBodies.some((name) => bytes.includes(name))) return bytes;
      const text = bytes.toString('latin1');
      return Buffer.from(
        secrets.reduce(
          (veiled, pattern) =>
            veiled.replace(pattern, (whole: string, before: string) =>
              known.has(whole.slice(before.length)) ? whole : `${before}${MASK}`,
            ),
          text,
        ),
        'latin1',
      );
    },
  };
}

/** Whether all that a header carries, be it under the word of another scheme or as cookies, is known to be open. */
function isOpen(value: string, known: ReadonlySet<string>): boolean {
  return value.split(/; */).every((part) => known.has(part.replace(/^([\w-]+ +|[\w-]+=)/, '')));
}

const URL_HEADERS = new Set(['referer', 'location']);

/** Letters of a line and lines of a part's head that are looked through: without a bound each name would cost the whole body. */
const LINE = 500;
const LINES = 8;

/** What follows the name of a credential, as a JSON key, a form part or a form field: up to where a value may end. */
function bodyPattern(name: string): RegExp {
  const key = name.replace(/\W/g, '\\$&');
  const before = `("${key}"\\s{0,${LINE}}:\\s{0,${LINE}}"?|name="?${key}"?[^\\r\\n]{0,${LINE}}(?:\\r?\\n[^\\r\\n]{1,${LINE}}){0,${LINES}}\\r?\\n\\r?\\n|\\b${key}=)`;
  return new RegExp(`${before}[^"&\\r\\n},]+`, 'g');
}

function veiledQuery(url: string, parameters: ReadonlySet<string>, known: ReadonlySet<string>): string {
  const mark = url.indexOf('?');
  const pairs = url.slice(mark + 1).split('&');
  const veiled = pairs.map((pair) => {
    const name = pair.split('=', 1)[0] ?? '';
    const isSecret = parameters.has(decoded(name).toLowerCase()) && !known.has(decoded(pair.slice(name.length + 1)));
    return isSecret ? `${name}=${MASK}` : pair;
  });
  return `${url.slice(0, mark)}?${veiled.join('&')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function printable(text: string): string {
  return /^[\x20-\x7e]*$/.test(text)
    ? text
    : text.replace(/[^\x20-\x7e]/g, (letter) => `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
