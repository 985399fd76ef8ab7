import type { Place } from '../../contract/source-places.ts';
import type { Finding } from '../finding.ts';
import type { WireAnswer, WireRequest } from '../wire.ts';

const MEBIBYTE = 1024 * 1024;

/** `1 finding`, `1,204 findings`. */
export function countOf(number: number, one: string, many = `${one}s`): string {
  // To write numbers as a language does has to be loaded, which takes longer than most of what is told.
  return `${number < 1000 ? number : number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** `120 ms`, `4.2 s`, `42 s`, `3 min 20 s`. */
export function durationOf(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** `512 octets`, `1.4 MiB`. */
export function sizeOf(octets: number): string {
  if (octets < 10_000) return countOf(octets, 'octet');
  return octets < MEBIBYTE ? `${(octets / 1024).toFixed(0)} KiB` : `${(octets / MEBIBYTE).toFixed(1)} MiB`;
}

/** `openapi/<api>/responses/Gone.yaml:4:1`, as editors and terminals open it. */
export function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** `<api> <operationId>`; of what is about no operation the API alone. */
export function subjectOf({ api, operation }: Pick<Finding, 'api' | 'operation'>): string {
  return operation === undefined ? api : `${api} ${operation}`;
}

/** Text that can be shown anywhere: what steers terminals, and what no XML may hold, is written out. */
export function shown(text: string): string {
  return text.replace(/[^\P{C}\n\t]|[\p{Zl}\p{Zp}]/gu, (letter) => {
    const code = (letter.codePointAt(0) as number).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
  });
}

/** The beginning of a text, with a mark where it goes on. */
export function cut(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** `DELETE /api/v1/profile/avatar → 200 OK`. */
export function exchangeText(request: WireRequest, answer: WireAnswer | undefined): string {
  const came = answer === undefined ? 'no answer' : `${answer.status} ${answer.statusText}`.trim();
  return `${request.method} ${request.target} → ${came}`;
}

/** Everything that a finding says, line by line, for reports that take plain text. */
export function detailsOf(finding: Finding): string {
  const { came, promised, place, curl, seed, title, times } = finding;
  const often = times > 1 ? [`found ${times} times; this is the first`] : [];
  const lines = [
    `tried:    ${title}`,
    `came:     ${came}`,
    `promised: ${promised}`,
    `contract: ${place === undefined ? finding.pointer : `${placeText(place)} (${finding.pointer})`}`,
    `again:    ${curl}`,
    `seed:     ${seed}`,
    ...often,
  ];
  return shown(lines.join('\n'));
}
