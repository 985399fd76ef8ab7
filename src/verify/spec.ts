import { existsSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { bundlingOf } from '../contract/bundling.ts';
import { type Contract, contractOf } from '../contract/contract.ts';
import { type Document, METHODS, type PathItem, type Reference, resolve } from '../contract/document.ts';
import { routerOf } from '../contract/routes.ts';
import { mendPatterns, upgraded } from './upgrade.ts';

/** The contract of a file, and what it was made from. */
export interface Spec {
  contract: Contract;
  /** In it, pointers are those of the sources as far as there are any; what OpenAPI 3.0 says otherwise is as 3.1 says it. */
  bundled: Document;
  /** Files that the document names are relative to it. */
  folder: string;
}

/** OpenAPI 3.0 says what these are; of 3.1 on, a format is a remark (JSON Schema 2020-12, 7.2.1). */
const FORMATS_OF_3_0 = ['date', 'date-time', 'byte', 'int32', 'int64', 'float', 'double'] as const;

/** Problems of a file that are told of at most. */
const MAX_TOLD = 10;

/**
 * Reads any OpenAPI 3.1 or 3.0 document, YAML or JSON, with all that it refers to. What it leaves out is made up for:
 * operations without an id are named after method and path; an answer without `content` may have any body.
 * @throws Error when it cannot be a contract; the message says where (`file:line:column`), and the way out.
 */
export async function contractFromFile(file: string): Promise<Spec> {
  if (!existsSync(file)) throw new Error(`${file} does not exist; --spec wants an OpenAPI document, YAML or JSON.`);
  const document = await bundledFile(file);
  inlinePathItems(document);
  const isOld = document.openapi.startsWith('3.0.');
  const bundled = isOld ? upgraded(document) : document;
  mendPatterns(bundled);
  if (operationCount(bundled) === 0) {
    throw new Error(
      `${shown(file)} declares no operation under “paths”; webhooks and components alone cannot be verified.`,
    );
  }
  const contract = contractOf(nameOf(bundled), bundled, {
    bareAnswers: 'open',
    formats: isOld ? FORMATS_OF_3_0 : [],
  });
  routerOf([contract]);
  return { contract, bundled, folder: dirname(file) };
}

async function bundledFile(file: string): Promise<Document> {
  const { document, problems } = await bundlingOf(file, RULES, shown).catch((error: Problem) => {
    throw new Error(unreadable(file, error));
  });
  demandVersion(file, document as Partial<Document>);
  const said = await problems();
  if (said.length > 0) throw new Error(problemsTold(file, said));
  return document as Document;
}

/** What has to be right, or else nobody can say what the document means. */
const RULES = {
  struct: 'error',
  'no-unresolved-refs': 'error',
  'operation-operationId-unique': 'error',
  'path-parameters-defined': 'error',
  'no-identical-paths': 'error',
} as const;

/** What Redocly throws where a file is no YAML, or of no kind that it knows. */
interface Problem extends Error {
  source?: { absoluteRef: string };
  line?: number;
  col?: number;
}

function unreadable(file: string, { message, source, line, col }: Problem): string {
  if (message.startsWith('Maximum call stack size exceeded'))
    return `${shown(file)} nests without end, or deeper than anybody can walk: an alias or a reference contains itself.`;
  if (source === undefined) return `${shown(file)}:1:1 ${message}; ${EXPECTED}`;
  const why = message.replace(/ in "[^"]*" \(\d+:\d+\)$/, '');
  return problemsTold(file, [`${shown(source.absoluteRef)}:${line ?? 1}:${col ?? 1} ${why}`]);
}

const EXPECTED = 'expected is an OpenAPI document of version 3.1 or 3.0 (“openapi: 3.1.0”).';

function problemsTold(file: string, problems: readonly string[]): string {
  const told = problems.slice(0, MAX_TOLD).map((problem) => `  ${problem.trim().replaceAll('\n', '\n    ')}`);
  const more = problems.length > MAX_TOLD ? [`  and ${problems.length - MAX_TOLD} more`] : [];
  const wayOut = `Mend it, and look again with: npx @redocly/cli lint ${shown(file)} --extends=minimal`;
  return [`${shown(file)} is no OpenAPI document that can be read:`, ...told, ...more, wayOut].join('\n');
}

function demandVersion(file: string, { openapi, swagger }: Partial<Document> & { swagger?: unknown }): void {
  if (/^3\.[012](\.|$)/.test(String(openapi ?? ''))) return;
  if (swagger !== undefined) {
    const wayOut = `Convert it: npx swagger2openapi ${shown(file)} -o openapi.yaml`;
    throw new Error(`${shown(file)}:1:1 is Swagger ${swagger}; ${EXPECTED} ${wayOut}`);
  }
  throw new Error(`${shown(file)}:1:1 has the version “${openapi}”; ${EXPECTED}`);
}

function shown(file: string): string {
  const near = relative(process.cwd(), file);
  return near.startsWith('..') ? file : near;
}

/** A path may be a reference to one of the components. */
function inlinePathItems(document: Document): void {
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    if (!('$ref' in item)) continue;
    const { $ref, ...own } = item as PathItem & Reference;
    document.paths[path] = { ...resolve<PathItem>(document, { $ref }), ...own };
  }
}

function operationCount({ paths = {} }: Document): number {
  return Object.values(paths).flatMap((item) => METHODS.filter((method) => item[method] !== undefined)).length;
}

/** A short name for reports: the title in lower case, `swagger-petstore`. */
function nameOf({ info: { title } }: Document): string {
  const name = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'api' : name;
}
