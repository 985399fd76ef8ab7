import type { Json, Parameter } from '../../../contract/document.ts';

/** A value as the text of a path segment, a header or a cookie: lists by commas (OpenAPI's style `simple`). */
export function textOf({ content }: Parameter, value: Json): string {
  if (content !== undefined) return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(scalarText).join(',');
  if (typeof value !== 'object' || value === null) return scalarText(value);
  return Object.entries(value)
    .flatMap(([name, one]) => [name, scalarText(one)])
    .join(',');
}

const DELIMITERS: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' };

/** A value as pairs of a query, by the parameter's style (OpenAPI 3.1, section 4.8.12). */
export function pairsOf(parameter: Parameter, value: Json): [name: string, text: string][] {
  const { name, style = 'form', content } = parameter;
  const explode = parameter['explode'] ?? style === 'form';
  if (content !== undefined || typeof value !== 'object' || value === null) return [[name, textOf(parameter, value)]];
  if (Array.isArray(value)) {
    if (explode === true) return value.map((item) => [name, scalarText(item)]);
    return [[name, value.map(scalarText).join(DELIMITERS[style] ?? ',')]];
  }
  const entries = Object.entries(value);
  if (style === 'deepObject') return entries.map(([key, one]) => [`${name}[${key}]`, scalarText(one)]);
  if (explode === true) return entries.map(([key, one]) => [key, scalarText(one)]);
  return [[name, entries.flatMap(([key, one]) => [key, scalarText(one)]).join(',')]];
}

function scalarText(value: Json): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
