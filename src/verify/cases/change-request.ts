import type { Operation } from '../../contract/contract.ts';
import type { Parameter } from '../../contract/document.ts';
import type { Sent } from './asked.ts';

/** The request with another value of a parameter, already encoded for its place; without the parameter for undefined. */
export function withParameter(
  sent: Sent,
  { in: place, name }: Parameter,
  { path: template }: Operation,
  value: string | undefined,
): Sent {
  if (place === 'path') return value === undefined ? sent : { ...sent, path: inPath(sent.path, template, name, value) };
  if (place === 'query') return { ...sent, path: withQuery(sent.path, name, value) };
  if (place === 'header') return withHeader(sent, name, value);
  const others = String(sent.headers?.['cookie'] ?? '')
    .split('; ')
    .filter((pair) => pair !== '' && !pair.startsWith(`${name}=`));
  const cookies = value === undefined ? others : [...others, `${name}=${value}`];
  return withHeader(sent, 'cookie', cookies.length === 0 ? undefined : cookies.join('; '));
}

/** The request with this header only once, however it is written; without it for undefined. */
export function withHeader(sent: Sent, name: string, value: string | undefined): Sent {
  const others = Object.entries(sent.headers ?? {}).filter(([one]) => one.toLowerCase() !== name.toLowerCase());
  return { ...sent, headers: Object.fromEntries(value === undefined ? others : [...others, [name, value]]) };
}

/** The path with a query parameter set, added, or taken away. */
export function withQuery(path: string, name: string, value: string | undefined): string {
  const [bare = '', query] = path.split('?');
  const others = (query ?? '').split('&').filter((pair) => pair !== '' && !pair.startsWith(`${name}=`));
  const pairs = value === undefined ? others : [...others, `${name}=${value}`];
  return pairs.length === 0 ? bare : `${bare}?${pairs.join('&')}`;
}

/** Puts a value into the segment that the template has the parameter in, counted from the end. */
export function inPath(path: string, template: string, name: string, value: string): string {
  const [bare = '', ...query] = path.split('?');
  const names = template.split('/');
  const segments = bare.split('/');
  segments[segments.length - names.length + names.indexOf(`{${name}}`)] = value;
  return [segments.join('/'), ...query].join('?');
}
