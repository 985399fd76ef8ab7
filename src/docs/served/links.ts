import type { Contract } from '../../contract/contract.ts';
import { operationLink } from '../operation-link.ts';
import { fileOf, siteMapOf } from '../site-map.ts';
import { ENGLISH } from '../words.ts';

/**
 * Where a server that serves the site has the page of a contract, or of one of its operations: in this language, where
 * there is such a site. `folder` holds the contracts.
 */
export function servedLink({ api, document }: Contract, folder: string, language: string, operation?: string): string {
  const speaks = siteMapOf([api], folder).languages.includes(language);
  const file = fileOf({ api, language: speaks ? language : ENGLISH });
  return `/docs/${file}${operation === undefined ? '' : operationLink(document, operation)}`;
}
