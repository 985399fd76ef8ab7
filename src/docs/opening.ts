import { existsSync, readFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import type { Contract, Operation } from '../contract/contract.ts';
import type { Example, RateLimit, Schema } from '../contract/document.ts';
import { folderOf } from '../contract/sources.ts';
import { filePartsOf, isBinary } from '../contract/uploads.ts';
import { cell, code, codeBlock, section, table } from './markdown.ts';
import { provenanceLegend, provenanceMark } from './provenance.ts';
import { samplesOf } from './samples/samples.ts';
import type { Words } from './words.ts';

/**
 * The text with which a page opens: what the contract says of itself, and around it what follows from the rest of the
 * contract. Nothing is written twice.
 */
export function openingOf(contract: Contract, words: Words, folder: string): string {
  const own = contract.document.info.description ?? '';
  const firstHeading = own.search(/^## /m);
  const [lead, rest] = firstHeading === -1 ? [own, ''] : [own.slice(0, firstHeading), own.slice(firstHeading)];
  return [
    lead.trim(),
    firstCall(contract, words),
    rest.trim(),
    limits(contract, words),
    errorTexts(contract, words),
    credentials(contract, words),
    section(words.provenance, provenanceLegend(words)),
    changelog(contract, words, folder),
  ].join('\n\n');
}

function firstCall(contract: Contract, words: Words): string {
  // The simplest one: without a body, where there is one.
  const operation = contract.operations.find(({ body }) => body === undefined) ?? contract.operations[0];
  const [curl] = operation === undefined ? [] : samplesOf(contract, operation);
  if (curl === undefined) return '';
  return section(words.firstCall, words.firstCallLead, codeBlock(curl.lang, curl.source), words.firstCallRest);
}

function limits({ document, operations }: Contract, words: Words): string {
  const rates = (document['x-rate-limits'] ?? []).map((limit) => rateRow(limit, words));
  const uploads = operations.flatMap((operation) => uploadEntries(operation, words));
  if (rates.length + uploads.length === 0) return '';
  return section(
    words.limits,
    words.limitsLead,
    rates.length === 0 ? undefined : table(words.rateColumns, rates),
    uploads.join('\n'),
  );
}

function rateRow({ per, requests, seconds, only, 'x-provenance': provenance }: RateLimit, words: Words): string[] {
  return [
    words.rateOwner[per] + (only === undefined ? '' : words.onlyWrites),
    String(requests),
    words.seconds(seconds),
    provenance === undefined ? '' : provenanceMark(provenance, words),
  ];
}

/** What an operation takes, in one entry where all of it has the same limits. */
function uploadEntries({ id, body }: Operation, words: Words): string[] {
  const typesOf = new Map<string, string[]>();
  for (const media of body?.content.values() ?? []) {
    const files = isBinary(media)
      ? [{ types: [media.type], schema: media.schema }]
      : filePartsOf(media).map(([name, schema]) => ({ types: media.partTypes.get(name) ?? [], schema }));
    for (const { types, schema } of files) {
      const sizes = sizesOf(schema, words);
      typesOf.set(sizes, [...(typesOf.get(sizes) ?? []), ...types.map(code)]);
    }
  }
  return [...typesOf].map(([sizes, types]) => `- ${words.upload(code(id), types, sizes)}`);
}

function sizesOf(schema: Schema | undefined, words: Words): string {
  const { minWidth, maxPixels } = schema?.['x-image'] ?? {};
  const sizes = [
    schema?.maxLength === undefined ? [] : [words.octets(schema.maxLength)],
    minWidth === undefined ? [] : [words.minWidth(minWidth)],
    maxPixels === undefined ? [] : [words.maxPixels(maxPixels)],
  ];
  return sizes.flat().join(words.comma);
}

/** By status, each failure once, although many operations have it. */
function errorTexts({ operations }: Contract, words: Words): string {
  const failures = new Map<number, Map<string, Example>>();
  for (const { status, media } of operations.flatMap(({ responses }) => [...responses.values()])) {
    if (status < 400 || media === undefined) continue;
    const known = failures.get(status) ?? new Map<string, Example>();
    failures.set(status, new Map([...known, ...media.examples]));
  }
  const paragraphs = [...failures]
    .sort(([one], [other]) => one - other)
    .flatMap(([status, examples]) => [
      `**${status} ${STATUS_CODES[status]}**`,
      [...examples].map(errorEntry).join('\n'),
    ]);
  return section(words.errors, words.errorsLead, ...paragraphs);
}

function errorEntry([name, example]: [string, Example]): string {
  const translations = Object.entries(example['x-translations'] ?? {}).map(([tag, text]) => `${tag}: ${code(text)}`);
  const lines = [code(JSON.stringify(example.value ?? null)), ...translations];
  return [`- ${code(name)} ${cell(example.summary ?? '')}`, ...lines.map((line) => `  ${line}`)].join('  \n');
}

function credentials({ credentials: known }: Contract, words: Words): string {
  const haveScopes = known.some(({ scopes }) => scopes.length > 0);
  const entries = known.map(({ name, credential, scopes, description = '' }) => {
    const about = cell(description + (haveScopes ? words.scopes(scopes.map(code)) : ''));
    return [`- ${code(name)} ${about}`, `  ${code(credential)}`].join('  \n');
  });
  return section(words.credentials, words.credentialsLead, entries.join('\n'));
}

/** The changelog in one section: its own headings would be entries of the menu. */
function changelog({ api }: Contract, words: Words, folder: string): string {
  const file = join(folderOf(api, folder), 'CHANGELOG.md');
  if (!existsSync(file)) return '';
  const text = readFileSync(file, 'utf8');
  return section(words.changelog, words.changelogLead, text.replace(/^# .*\n+/, '').replace(/^#+ (.*)$/gm, '**$1**'));
}
