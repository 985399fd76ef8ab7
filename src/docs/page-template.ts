import { readFileSync } from 'node:fs';
import type { Contract } from '../contract/contract.ts';
import { type Html, html, trusted } from '../edge/start-page/html.ts';
import { redocWordsOf } from './redoc-words.ts';
import { linkBetween, type Place, type SiteMap } from './site-map.ts';
import { wordsOf } from './words.ts';

const own = (file: string): Html => trusted(readFileSync(new URL(file, import.meta.url), 'utf8'));

export const COLOURS = own('./colours.css');
export const ICON = trusted(
  `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#274156"/><circle cx="16" cy="12.5" r="5.5" fill="#f2c078"/><path d="M5 29c1.5-7 6-10 11-10s9.5 3 11 10z" fill="#f2c078"/></svg>')}`,
);
const STYLE = own('./page.css');
const SCRIPT = own('./page.js');

/** The page around Redoc, in the Handlebars of `redocly build-docs`: our bar above it, our colours, our script. */
export function pageTemplate(map: SiteMap, contracts: readonly Contract[], here: Place): string {
  const { api, language } = here;
  const info = contracts.find((contract) => contract.api === api)?.document.info;
  const words = wordsOf(language);
  const page = html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${said(info?.title)} · ${words.site}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${said(info?.summary)}">
<link rel="icon" href="${ICON}">
{{{redocHead}}}
<style>${COLOURS}${STYLE}</style>
</head>
<body>
<header class="bar">
  <a class="home" href="${linkBetween(here, { language })}">${words.site}</a>
  <nav class="apis" aria-label="${words.apis}">${contracts.map((contract) => apiLink(here, contract))}</nav>
  <nav class="languages" aria-label="${words.otherLanguages}">${languageLinks(map, here)}</nav>
</header>
{{{redocHTML}}}
<script>window.portraitWords = ${trusted(scriptValue(redocWordsOf(language)))};</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
  return page.markup;
}

/** The same page in the other languages; the script keeps them at the same operation. */
export function languageLinks({ languages }: SiteMap, here: Place): Html[] {
  return languages
    .filter((language) => language !== here.language)
    .map((language) => {
      const href = linkBetween(here, { ...here, language });
      return html`<a href="${href}" lang="${language}" hreflang="${language}" data-twin>${wordsOf(language).language}</a>`;
    });
}

function apiLink(here: Place, { api, document }: Contract): Html {
  const current = api === here.api ? trusted(' aria-current="page"') : undefined;
  const href = linkBetween(here, { api, language: here.language });
  return html`<a href="${href}"${current}>${said(document.info.title)}</a>`;
}

/** Words of a contract, which mean nothing to Handlebars. */
function said(text: string | undefined): Html {
  return trusted(html`${text}`.markup.replaceAll('{', '&#123;'));
}

/** JSON that neither ends a script nor means anything to Handlebars. */
function scriptValue(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('{{', '{ {');
}
