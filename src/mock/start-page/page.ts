import { readFileSync } from 'node:fs';
import type { Contract } from '../../contract/contract.ts';
import { VERSION } from '../../version.ts';
import type { MockParts } from '../mock.ts';
import { apiSection } from './api.ts';
import { copyButton } from './copy-button.ts';
import { type Html, html, trusted } from './html.ts';

const STYLE = trusted(readFileSync(new URL('./style.css', import.meta.url), 'utf8'));
const SCRIPT = trusted(readFileSync(new URL('./script.js', import.meta.url), 'utf8'));

/** Pages beside this one; documentation has its place at the head of the list. */
const LINKS: readonly [href: string, text: string][] = [
  ['/_portrait/requests', 'Requests'],
  ['/_portrait/requests.har', 'Requests as HAR'],
  ['/_portrait/health', 'Health'],
];

/**
 * The page at `/`: everything that the served contracts say about how to call them here.
 * `origin` is where the reader sees this server, and comes from the request: it is text, never markup.
 */
export function startPage({ live, problems }: MockParts, origin: string): string {
  const contracts = [...live.served.keys()];
  const count = contracts.reduce((sum, { operations }) => sum + operations.length, 0);
  const isOne = contracts.length === 1;
  const apis = isOne ? 'one API' : `${contracts.length} APIs on one port`;
  const their = isOne ? 'its contract' : 'their contracts';
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Portrait mock</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/favicon.ico">
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the APIs</a>
<header class="top">
  <div class="title">
    <h1>Portrait <span class="version">mock ${VERSION}</span></h1>
    <nav aria-label="This server">
      <ul>${LINKS.map(([href, text]) => html`<li><a href="${href}">${text}</a></li>`)}</ul>
    </nav>
  </div>
  <p class="lead">
    A mock of ${apis}, made from ${their}: every documented success, every documented error, real pictures.
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
        Ask for any declared answer with a header: <code class="whole">Prefer: code=404</code> for a status,
        <code class="whole">Prefer: example=name</code> for an example, <code class="whole">Prefer: code=404, example=name</code> for both.
      </li>
    </ol>
    <p>
      The curl commands run as they are, from the folder of the checkout.
      <span data-script hidden>Press a status or the name of an example to copy a command that asks for it.</span>
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

/** What is wrong with the files, while the last good contracts are served in their place. */
function problemBanner(problems: readonly string[]): Html | undefined {
  if (problems.length === 0) return undefined;
  return html`<section class="problems" aria-labelledby="problems">
  <h2 id="problems">The last edit is not served</h2>
  <p>You see the contracts as they were before it. What is wrong:</p>
  <ul>${problems.map((problem) => html`<li><code>${problem}</code></li>`)}</ul>
</section>`;
}
