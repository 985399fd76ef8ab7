import { type Html, html } from '../../../edge/start-page/html.ts';
import { CHECKS } from '../../checks/names.ts';
import type { Finding, Summary } from '../../finding.ts';
import { type Group, groupsOf } from '../groups.ts';
import { countOf, cut, shown } from '../wording.ts';
import { contractPlace } from './contract-place.ts';
import { exchangeView } from './exchange.ts';
import { type PictureBudget, pictureBudget } from './picture.ts';

const MAX_IN_SUMMARY = 160;
const MAX_LETTERS = 4_000;

/** All findings, by operation and check, with filters where a script may run. */
export function findingsSection({ findings }: Summary, environment: NodeJS.ProcessEnv): Html {
  if (findings.length === 0) return html`<p class="none">No finding: every check held.</p>`;
  const pictures = pictureBudget();
  const numbers = new Map(findings.map((finding, index) => [finding, index + 1]));
  const one = (finding: Finding): Html => findingView(finding, numbers.get(finding) ?? 0, pictures, environment);
  return html`<section aria-labelledby="findings">
  <h2 id="findings">Findings</h2>
  ${filters(findings)}
  ${groupsOf(findings).map((group, index) => groupView(group, index, one))}
</section>`;
}

function filters(findings: readonly Finding[]): Html {
  const apis = [...new Set(findings.map(({ api }) => api))];
  const checks = [...new Set(findings.map(({ check }) => check))].sort();
  const choice = (name: string, label: string, all: string, values: readonly string[]): Html => html`
    <div class="field"><label for="${name}">${label}</label>
      <select id="${name}"><option value="">${all}</option>${values.map((value) => html`<option>${value}</option>`)}</select>
    </div>`;
  return html`<div class="filters" role="search" aria-label="Filter the findings" data-script hidden>
    ${choice('api', 'API', 'all', apis)}
    ${choice('check', 'Check', 'all', checks)}
    <div class="field words"><label for="words">Words</label> <input id="words" type="search" autocomplete="off" spellcheck="false"></div>
    <button type="button" id="all">Open all</button>
    <output id="count" for="api check words">${countOf(findings.length, 'finding')}</output>
  </div>`;
}

function groupView({ api, operation, endpoint, checks }: Group, index: number, one: (finding: Finding) => Html): Html {
  const id = `group-${index + 1}`;
  return html`<section class="group" aria-labelledby="${id}">
    <h3 id="${id}"><span class="api">${api}</span> ${operation ?? 'no operation'}${endpoint === undefined ? undefined : html` <code>${shown(endpoint)}</code>`}</h3>
    ${checks.map(({ findings }) => findings.map(one))}
  </section>`;
}

function findingView(finding: Finding, number: number, pictures: PictureBudget, environment: NodeJS.ProcessEnv): Html {
  const { api, check, title, came, promised, curl, seed, times, exchanges } = finding;
  const curlId = `curl-${number}`;
  const exchangesView = exchanges.map((exchange, index) =>
    exchangeView(exchange, exchanges.length > 1 ? `${index + 1}. ` : '', pictures),
  );
  return html`<details class="finding" id="finding-${number}" data-api="${api}" data-check="${check}">
    <summary>
      <span class="check" title="${CHECKS[check]}">${check}</span>
      <span class="title">${cut(shown(title), MAX_IN_SUMMARY)}</span>
      <span class="came">${cut(shown(came).replaceAll('\n', ' '), MAX_IN_SUMMARY)}</span>
      ${times > 1 ? html`<span class="times">${countOf(times, 'time')}</span>` : undefined}
    </summary>
    <div class="body">
      <dl>
        <div><dt>Came</dt><dd>${cut(shown(came), MAX_LETTERS)}</dd></div>
        <div><dt>Promised</dt><dd>${cut(shown(promised), MAX_LETTERS)}</dd></div>
        <div><dt>Contract</dt><dd>${contractPlace(finding, environment)}</dd></div>
        <div><dt>Again</dt><dd class="curl"><pre tabindex="0" aria-label="A curl line that shows it again"><code id="${curlId}">${curl}</code></pre>
          <button type="button" class="copy" data-copy="${curlId}" aria-label="Copy the curl line of finding ${number}" data-script hidden>Copy</button></dd></div>
        <div><dt>Seed</dt><dd>${seed} · <a href="#finding-${number}">link to this finding</a></dd></div>
      </dl>
      ${exchangesView}
    </div>
  </details>`;
}
