import { readFileSync } from 'node:fs';
import type { Contract } from '../contract/contract.ts';
import { type Html, html, trusted } from '../edge/start-page/html.ts';
import { ICON, PALETTE } from '../look/look.ts';
import { redocWordsOf } from './redoc-words.ts';
import { linkBetween, type Place, type SiteMap } from './site-map.ts';
import { wordsOf } from './words.ts';

const own = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

const STYLE = trusted(PALETTE + own('./page.css'));
const SCRIPT = trusted(own('./page.js'));

/** Pages that are opened from a file have their icon in themselves. */
export const ICON_LINK = trusted(`<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">`);

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
${ICON_LINK}
{{{redocHead}}}
<style>${STYLE}</style>
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
