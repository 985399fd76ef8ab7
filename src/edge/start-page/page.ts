import type { Contract } from '../../contract/contract.ts';
import { VERSION } from '../../version.ts';
import { apiSection } from './api.ts';
import { benchSection } from './bench-section.ts';
import { copyButton } from './copy-button.ts';
import { type Html, html } from './html.ts';
import { LANGUAGES, type Server, type Words, wordsIn } from './words.ts';

/** What a server says of itself on its start page. */
export interface StartPage {
  server: Server;
  /** BCP 47 tag; the contracts speak it too. */
  language: string;
  contracts: readonly Contract[];
  /** Where the reference server remembers. */
  storage?: string;
  /** Pages beside this one; their names are those of `Words.links`. */
  links: readonly [href: string, name: string][];
  /** Where the documentation of a contract, or of one of its operations, stands. */
  docsLink(contract: Contract, language: string, operation?: string): string;
  /** What is wrong with the files, while the last good contracts are served in their place. */
  problems: readonly string[];
}

const FOLDER = '/_portrait/start';
const STYLES = ['palette.css', 'base.css', 'style.css', 'bench.css'];

/**
 * The page at `/`: everything that the served contracts say about how to call them here, and a workbench to call them
 * with. `origin` is where the reader sees this server, and comes from the request: it is text, never markup.
 */
export function startPage(about: StartPage, origin: string): string {
  const { server, language, contracts, links, problems, storage = '' } = about;
  const words = wordsIn(language);
  const count = contracts.reduce((sum, { operations }) => sum + operations.length, 0);
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>Portrait ${words.server[server]}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/favicon.ico">
${STYLES.map(
  (name) => html`<link rel="stylesheet" href="${FOLDER}/${name}">
`,
)}<script src="${FOLDER}/language.js"></script>
<script type="module" src="${FOLDER}/list.js"></script>
<script type="module" src="${FOLDER}/workbench.js"></script>
</head>
<body data-words="${JSON.stringify(scriptWords(words))}">
<a class="skip" href="#main">${words.skip}</a>
<header class="top">
  <div class="title">
    <h1>Portrait <span class="version">${words.server[server]} ${VERSION}</span></h1>
    <nav aria-label="${words.thisServer}">
      <ul>${links.map(([href, name]) => html`<li><a href="${href}">${words.links[name]}</a></li>`)}</ul>
    </nav>
    <nav class="languages" aria-label="${words.otherLanguages}">${LANGUAGES.map((tag) => languageLink(tag, language))}</nav>
  </div>
  <p class="lead">
    ${words.lead(server, contracts.length, storage)}
  </p>
</header>
${problemBanner(problems, words)}
<main id="main" tabindex="-1">
  <section class="use" aria-labelledby="use">
    <h2 id="use">${words.use}</h2>
    <ol>
      <li>
        ${words.useOrigin[0]}
        <span class="value"><code id="origin">${origin}</code>${copyButton(words, 'origin', words.copyOrigin)}</span>
        ${words.useOrigin[1]}
      </li>
      <li>
        ${words.useCredentials}
      </li>
      <li>
        ${words.useWishes[server]}
      </li>
    </ol>
    <p>
      ${words.useCurl}
      <span data-script hidden>${words.hint[server]}</span>
    </p>
  </section>
  ${benchSection(about, words)}
  <search class="filter" data-script hidden>
    <label for="filter">${words.filter(count)}</label>
    <input id="filter" type="search" autocomplete="off" spellcheck="false" placeholder="${words.filterPlaceholder}">
    <output for="filter" id="found"></output>
  </search>
  <nav class="apis" aria-label="${words.apis}"><ul>${contracts.map(apiLink)}</ul></nav>
${contracts.map((contract) => apiSection(contract, about, words, origin))}
</main>
<p id="said" class="said" role="status"></p>
</body>
</html>
`;
  return words.typeset(page.markup);
}

/** What the scripts of the list say. */
function scriptWords({ copy, bench }: Words): object {
  const { copied, notCopied, copyNotAllowed, found, copyWish } = bench;
  return { copy, copied, notCopied, copyNotAllowed, found, copyWish };
}

function apiLink({ api, document, operations }: Contract): Html {
  return html`<li><a href="#${api}">${document.info.title}</a> <span>${operations.length}</span></li>`;
}

/** The language of the page is among them, to be seen and not to be pressed. */
function languageLink(tag: string, language: string): Html {
  const { language: name } = wordsIn(tag);
  if (tag === language) return html`<span lang="${tag}" aria-current="true">${name}</span>`;
  return html`<a href="/?lang=${tag}" lang="${tag}" hreflang="${tag}" data-language="${tag}">${name}</a>`;
}

function problemBanner(problems: readonly string[], words: Words): Html | undefined {
  if (problems.length === 0) return undefined;
  return html`<section class="problems" aria-labelledby="problems">
  <h2 id="problems">${words.problems}</h2>
  <p>${words.problemsLead}</p>
  <ul>${problems.map((problem) => html`<li><code>${problem}</code></li>`)}</ul>
</section>`;
}
