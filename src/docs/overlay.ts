import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIOverlayAction, OpenAPIOverlayOptions } from 'openapi-format';
import { parse } from 'yaml';
import type { Document } from '../contract/document.ts';
import { folderOf, OPENAPI_FOLDER } from '../contract/sources.ts';

/** An OpenAPI Overlay that says the words of a contract in another language. */
export interface Overlay {
  /** Of the file, as its readers find it: `openapi/<api>/overlays/zh-CN.yaml`. */
  file: string;
  /** BCP 47 tag of the language. */
  language: string;
  actions: TranslatingAction[];
  document: OpenAPIOverlayOptions['overlaySet'];
}

/** `x-translates` is the digest of the English words that were translated (see `translations.ts`). */
export type TranslatingAction = OpenAPIOverlayAction & { 'x-translates'?: string };

export function readOverlay(api: string, language: string, contracts = OPENAPI_FOLDER): Overlay {
  const file = join(folderOf(api, contracts), 'overlays', `${language}.yaml`);
  const document = parse(readFileSync(file, 'utf8')) as Overlay['document'];
  return {
    file: `openapi/${api}/overlays/${language}.yaml`,
    language,
    actions: document.actions as TranslatingAction[],
    document,
  };
}

/**
 * The contract with the words of the overlay; the given one stays as it is.
 * openapi-format does it: it is maintained, small (five packages, 1.6 MB), and says which actions found nothing.
 * @throws Error that names the targets that are not in the contract.
 */
export async function applied(document: Document, { file, document: overlaySet }: Overlay): Promise<Document> {
  // Not before it is needed: servers, which show the contracts in their own words, start faster without it.
  const { default: format } = await import('openapi-format');
  const { data, resultData } = await format.openapiOverlay(structuredClone(document) as never, { overlaySet });
  const { unusedActions = [] } = resultData as { unusedActions?: OpenAPIOverlayAction[] };
  if (unusedActions.length > 0) {
    throw new Error(`${file}: not in the contract: ${unusedActions.map(({ target }) => target).join(', ')}`);
  }
  return data as unknown as Document;
}
