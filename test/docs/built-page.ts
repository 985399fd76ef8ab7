import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, METHODS, type OperationObject } from '../../src/contract/document.ts';
import type { CodeSample } from '../../src/docs/samples/samples.ts';
import { fileOf, type Place } from '../../src/docs/site-map.ts';

/** The document that a built page shows, taken out of the page itself. */
export function shownDocument(site: string, place: Place): Document {
  const page = readFileSync(join(site, fileOf(place)), 'utf8');
  const shown = /^\s*const __redoc_definition = (\{.*\});$/m.exec(page)?.[1];
  if (shown === undefined) throw new Error(`${fileOf(place)} shows no document.`);
  return JSON.parse(shown) as Document;
}

export interface ShownSample extends CodeSample {
  api: string;
  operation: string;
  /** The status of the operation's first declared success. */
  status: number;
}

/** Every sample that a page shows. */
export function shownSamples(site: string, place: Place & { api: string }): ShownSample[] {
  return Object.values(shownDocument(site, place).paths)
    .flatMap((item) => METHODS.flatMap((method) => item[method] ?? []))
    .flatMap((operation: OperationObject & { 'x-codeSamples'?: CodeSample[] }) =>
      (operation['x-codeSamples'] ?? []).map((sample) => ({
        ...sample,
        api: place.api,
        operation: operation.operationId ?? '',
        status: Math.min(...Object.keys(operation.responses).map(Number)),
      })),
    );
}
