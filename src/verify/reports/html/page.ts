import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Html, html, trusted } from '../../../edge/start-page/html.ts';
import { BASE, CLIPBOARD, PALETTE } from '../../../look/look.ts';
import type { Coverage } from '../../coverage/coverage.ts';
import type { Summary } from '../../finding.ts';
import { countsByApi } from '../groups.ts';
import { countOf, durationOf, shown } from '../wording.ts';
import { checksSection } from './checks.ts';
import { coverageSection } from './coverage.ts';
import { findingsSection } from './findings.ts';

const own = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

const STYLE = PALETTE + BASE + own('./style.css');
/** One module: a file can import nothing. */
const SCRIPT = CLIPBOARD + own('./script.js');
/** Nothing is loaded, and nothing runs but what is written here. */
const POLICY = `default-src 'none'; img-src data:; style-src '${digestOf(STYLE)}'; script-src '${digestOf(SCRIPT)}'; base-uri 'none'; form-action 'none'`;

/** The whole page: the verdict, the findings with all that shows them, what was checked, how much was covered. */
export function pageOf(summary: Summary, coverage: Coverage, environment: NodeJS.ProcessEnv): string {
  const { findings, origin, conclusion } = summary;
  const verdict = conclusion.outcome === 'broken' ? countOf(findings.length, 'finding') : shown(conclusion.text);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${verdict} · portrait verify ${shown(origin)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the findings</a>
${top(summary, verdict)}
<main id="main" tabindex="-1">
  ${findingsSection(summary, environment)}
  ${checksSection(summary)}
  ${coverageSection(coverage)}
</main>
<div id="said" class="said" role="status"></div>
<script type="module">${trusted(SCRIPT)}</script>
</body>
</html>
`;
  return page.markup;
}

function top(summary: Summary, verdict: string): Html {
  const { origin, server, seed, startedAt, tookMs, exchanges, conclusion, notes } = summary;
  const facts: [string, string | undefined][] = [
    ['Server', server === undefined ? origin : `${origin} (${server})`],
    ['When', `${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, for ${durationOf(tookMs)}`],
    ['Sent', countOf(exchanges, 'request')],
    ['Seed', String(seed)],
  ];
  return html`<header class="top">
  <p class="tool">portrait verify</p>
  <h1 class="${conclusion.outcome === 'held' ? 'held' : 'broken'}">${verdict}</h1>
  ${conclusion.more.map((sentence) => html`<p>${shown(sentence)}</p>`)}
  <dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${shown(value ?? '')}</dd></div>`)}</dl>
  ${apiTable(summary)}
  ${
    notes.length === 0
      ? undefined
      : html`<section class="notes" aria-labelledby="notes"><h2 id="notes">Left out</h2><ul>${notes.map((note) => html`<li>${shown(note)}</li>`)}</ul></section>`
  }
</header>`;
}

function apiTable(summary: Summary): Html {
  const rows = countsByApi(summary).map(
    ({ api, operations, passed, failed, findings }) => html`
      <tr>
        <th scope="row">${api}</th>
        <td class="${findings === 0 ? 'held' : 'broken'}">${findings.toLocaleString('en')}</td>
        ${[operations, passed, failed].map((number) => html`<td>${number.toLocaleString('en')}</td>`)}
      </tr>`,
  );
  return html`<div class="wide" role="group" aria-label="By API" tabindex="0"><table class="numbers">
    <caption class="said">What was checked, by API</caption>
    <thead><tr><th scope="col">API</th><th scope="col">Findings</th><th scope="col">Operations</th><th scope="col">Checks held</th><th scope="col">Checks broken</th></tr></thead>
    <tbody>${rows}</tbody>
  </table></div>`;
}

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
