import type { Contract } from '../contract/contract.ts';

/** Takes credentials out of what is logged or kept. */
export interface Veil {
  /** A request target, the values of credential parameters masked; control characters escaped. */
  url(url: string): string;
  /** A header's value; of a credential only its scheme and, where the contract knows it, its name. */
  header(name: string, value: string): string;
}

const MASK = '***';
const ALWAYS = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];

/** Knows which headers and query parameters carry credentials from the contracts' security schemes. */
export function veilOf(contracts: readonly Contract[]): Veil {
  const schemes = contracts.flatMap(({ schemes }) => [...schemes.values()]);
  const carriers = (place: string): string[] =>
    schemes.flatMap((scheme) => (scheme.type === 'apiKey' && scheme.in === place ? [scheme.name.toLowerCase()] : []));
  const headers = new Set([...ALWAYS, ...carriers('header')]);
  const parameters = new Set(carriers('query'));
  const names = new Map(
    contracts.flatMap(({ credentials }) => credentials.map(({ name, credential }) => [credential, name] as const)),
  );
  return {
    url: (url) => printable(url.includes('?') ? veiledQuery(url, parameters) : url),
    header(name, value) {
      if (!headers.has(name.toLowerCase())) return value;
      const known = names.get(value);
      const scheme = /^[A-Za-z-]+(?= )/.exec(value)?.[0];
      return [scheme, known === undefined ? MASK : `${MASK} (${known})`].filter(Boolean).join(' ');
    },
  };
}

function veiledQuery(url: string, parameters: ReadonlySet<string>): string {
  const mark = url.indexOf('?');
  const pairs = url.slice(mark + 1).split('&');
  const veiled = pairs.map((pair) => {
    const name = pair.split('=', 1)[0] ?? '';
    return parameters.has(decoded(name).toLowerCase()) ? `${name}=${MASK}` : pair;
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
