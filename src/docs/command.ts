import { relative, resolve } from 'node:path';
import { apis } from '../apis/index.ts';
import { bundledDocument, OPENAPI_FOLDER } from '../contract/sources.ts';
import { buildSite } from './site.ts';
import { siteMapOf } from './site-map.ts';

export interface DocsOptions {
  out: string;
  api?: string[];
  lang?: string[];
}

/**
 * `portrait docs`: writes the documentation and says which files.
 * @throws Error when there is no such API or language.
 */
export async function runDocs({ out, api, lang }: DocsOptions): Promise<void> {
  const begun = performance.now();
  const all = siteMapOf(apis.map(({ name }) => name));
  const map = {
    apis: chosen('API', all.apis, api),
    languages: chosen('language', all.languages, lang),
  };
  const documents = new Map(map.apis.map((name) => [name, bundledDocument(name)]));
  await buildSite(map, { documents, folder: OPENAPI_FOLDER }, resolve(out), (file) => {
    process.stdout.write(`${relative(process.cwd(), file)}\n`);
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const number = map.apis.length === 1 ? '1 API' : `${map.apis.length} APIs`;
  process.stdout.write(`portrait docs: ${number}, ${map.languages.join(' and ')}, in ${seconds} s\n`);
}

function chosen(kind: string, all: readonly string[], wanted: readonly string[] | undefined): readonly string[] {
  const unknown = wanted?.filter((name) => !all.includes(name)) ?? [];
  if (unknown.length > 0) throw new Error(`There is no ${kind} ${unknown.join(', ')}. There are ${all.join(', ')}.`);
  return wanted === undefined ? all : all.filter((name) => wanted.includes(name));
}
