import { readFileSync } from 'node:fs';
import type { Contract } from '../../contract/contract.ts';
import { VERSION } from '../../version.ts';
import { apiSection } from './api.ts';
import { copyButton } from './copy-button.ts';
import { type Html, html, trusted } from './html.ts';

const STYLE = trusted(readFileSync(new URL('./style.css', import.meta.url), 'utf8'));
const SCRIPT = trusted(readFileSync(new URL('./script.js', import.meta.url), 'utf8'));

/** What a server says of itself on its start page. */
export interface StartPage {
  /** `mock`, … */
  server: string;
  /** One sentence, behind the number of APIs. */
  lead: string;
  /** How to get other answers than the first; one sentence. */
  wishes: Html;
  /** What pressing a status or the name of an example does; one sentence. */
  hint: string;
  contracts: readonly Contract[];
  /** Pages beside this one; documentation has its place at the head of the list. */
  links: readonly [href: string, text: string][];
  /** What is wrong with the files, while the last good contracts are served in their place. */
  problems: readonly string[];
}

/**
 * The page at `/`: everything that the served contracts say about how to call them here.
 * `origin` is where the reader sees this server, and comes from the request: it is text, never markup.
 */
export function startPage(
  { server, lead, wishes, hint, contracts, links, problems }: StartPage,
  origin: string,
): string {
  const count = contracts.reduce((sum, { operations }) => sum + operations.length, 0);
  const isOne = contracts.length === 1;
  const apis = isOne ? 'one API' : `${contracts.length} APIs on one port`;
  const their = isOne ? 'its contract' : 'their contracts';
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Portrait ${server}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/favicon.ico">
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the APIs</a>
<header class="top">
  <div class="title">
    <h1>Portrait <span class="version">${server} ${VERSION}</span></h1>
    <nav aria-label="This server">
      <ul>${links.map(([href, text]) => html`<li><a href="${href}">${text}</a></li>`)}</ul>
    </nav>
  </div>
  <p class="lead">
    A ${server} of ${apis}, made from ${their}: ${lead}
  </p>
</header>
${problemBanner(problems)}
<main id="main" tabindex="-1">
  <section class="use" aria-labelledby="use">
    <h2 id="use">How to use it</h2>
    <ol>
      <li>
        Give your client the origin
        <span class="value"><code id="origin">${origin}</code>${copyButton('origin', 'the origin')}</span>
        and change nothing else.
      </li>
      <li>
        Send one of the test credentials below. Bad ones, missing scopes and malformed requests are refused as the
        real API refuses them.
      </li>
      <li>
        ${wishes}
      </li>
    </ol>
    <p>
      The curl commands run as they are, from the folder of the checkout.
      <span data-script hidden>${hint}</span>
    </p>
  </section>
  <search class="filter" data-script hidden>
    <label for="filter">Filter ${count} operations</label>
    <input id="filter" type="search" autocomplete="off" spellcheck="false" placeholder="method, path or name">
    <output for="filter" id="found"></output>
  </search>
  <nav class="apis" aria-label="APIs"><ul>${contracts.map(apiLink)}</ul></nav>
${contracts.map((contract) => apiSection(contract, origin))}
</main>
<p id="said" class="said" role="status"></p>
<script>${SCRIPT}</script>
</body>
</html>
`;
  return page.markup;
}

function apiLink({ api, document, operations }: Contract): Html {
  return html`<li><a href="#${api}">${document.info.title}</a> <span>${operations.length}</span></li>`;
}

function problemBanner(problems: readonly string[]): Html | undefined {
  if (problems.length === 0) return undefined;
  return html`<section class="problems" aria-labelledby="problems">
  <h2 id="problems">The last edit is not served</h2>
  <p>You see the contracts as they were before it. What is wrong:</p>
  <ul>${problems.map((problem) => html`<li><code>${problem}</code></li>`)}</ul>
</section>`;
}
