import type { Contract } from './contract.ts';

/** What a verdict may depend on, whatever the API; header parameters of the contracts come on top. */
const READ_HEADERS = [
  'host',
  'authorization',
  'cookie',
  'prefer',
  'accept-language',
  'content-type',
  'content-encoding',
  'origin',
];

/** Names of all headers, in lower case, that any of the contracts' verdicts and answers may depend on. */
export function headersRead(contracts: readonly Contract[]): readonly string[] {
  const declared = contracts.flatMap(({ operations, schemes }) => [
    ...operations.flatMap(({ parameters }) => parameters).filter((parameter) => parameter.in === 'header'),
    ...[...schemes.values()].flatMap((scheme) => (scheme.type === 'apiKey' && scheme.in === 'header' ? [scheme] : [])),
  ]);
  return [...new Set([...READ_HEADERS, ...declared.map(({ name }) => name.toLowerCase())])];
}

/** A text that is the same for two requests only if method, target and all these headers are. */
export function headKey(
  {
    method,
    url,
    headers,
  }: {
    method?: string | undefined;
    url?: string | undefined;
    headers: Record<string, string | string[] | undefined>;
  },
  names: readonly string[],
): string {
  let key = `${method} ${url}`;
  for (let index = 0; index < names.length; index++) {
    const value = headers[names[index] as string];
    // Each has its line: absent, empty or with a value, no two requests have one key.
    key += value === undefined ? '\n' : `\n=${value}`;
  }
  return key;
}
