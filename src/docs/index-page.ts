import { readFileSync } from 'node:fs';
import type { Contract, Operation } from '../contract/contract.ts';
import { type Html, html, trusted } from '../edge/start-page/html.ts';
import { BASE, PALETTE } from '../look/look.ts';
import { operationLink } from './operation-link.ts';
import { ICON_LINK, languageLinks } from './page-template.ts';
import { linkBetween, type Place, type SiteMap } from './site-map.ts';
import { wordsOf } from './words.ts';

const STYLE = trusted(PALETTE + BASE + readFileSync(new URL('./index-page.css', import.meta.url), 'utf8'));

/** Redoc remembers which theme its reader chose; the index keeps to it, and to the system's where none was. */
const THEME = trusted(
  "try{document.documentElement.classList.add(localStorage.getItem('redoc.colorMode')||'system')}catch{}",
);

/** The index of one language: every API with its operations. */
export function indexPage(map: SiteMap, contracts: readonly Contract[], language: string): string {
  const words = wordsOf(language);
  const here = { language };
  const page = html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${words.site} · ${words.apis}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${words.lead}">
${ICON_LINK}
<script>${THEME}</script>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
<header>
  <h1>${words.site}</h1>
  <nav aria-label="${words.otherLanguages}">${languageLinks(map, here)}</nav>
  <p>${words.lead}</p>
</header>
<main id="main" tabindex="-1">
${contracts.map((contract) => apiEntry(contract, here))}
<section class="run">
  <p>${words.howToRun}</p>
  <pre><code>npm ci &amp;&amp; npm start</code></pre>
</section>
</main>
</body>
</html>
`;
  return page.markup;
}

function apiEntry(contract: Contract, here: Place): Html {
  const { api, document, operations } = contract;
  const page = linkBetween(here, { api, language: here.language });
  return html`
<section class="api" aria-labelledby="${api}">
  <h2 id="${api}"><a href="${page}">${document.info.title}</a> <span>${document.info.version}</span></h2>
  <p>${document.info.summary}</p>
  <ul>${operations.map((operation) => operationEntry(contract, operation, page))}
  </ul>
</section>`;
}

function operationEntry({ document, basePaths }: Contract, operation: Operation, page: string): Html {
  const { id, method, path, summary } = operation;
  return html`
    <li><a href="${page}${operationLink(document, id)}">${summary}</a>
      <code><b class="${method}">${method.toUpperCase()}</b> <span>${breakable(`${basePaths[0]}${path}`)}</span></code></li>`;
}

/** A path that is too long for its line goes on after a slash. */
function breakable(path: string): Html[] {
  return path.split(/(?<=\/)/).map((part) => html`${part}<wbr>`);
}
