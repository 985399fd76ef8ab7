import { type Html, html } from '../../../edge/start-page/html.ts';
import type { Coverage, Criterion } from '../../coverage/coverage.ts';
import { levelsOf } from '../levels.ts';
import { countOf, shown } from '../wording.ts';

/** More gaps than this are counted only. */
const MAX_GAPS = 1_000;

/** How much of the contracts the run has seen, level by level, and what it has not. */
export function coverageSection(coverage: Coverage): Html | undefined {
  if (coverage.levels.length === 0) return undefined;
  const rows = levelsOf(coverage).map(
    ({ level, kinds, covered, of, percent }) => html`<tr>
      <th scope="row">TCL ${level}</th>
      <td class="text">${kinds.join(', ')}</td>
      <td><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="all" width="100" height="8"/><rect class="${percent === 100 ? 'full' : 'part'}" width="${percent}" height="8"/></svg></td>
      <td>${percent} %</td>
      <td>${covered.toLocaleString('en')} of ${of.toLocaleString('en')}</td>
    </tr>`,
  );
  return html`<section aria-labelledby="coverage">
  <h2 id="coverage">Coverage</h2>
  <p class="quiet">The test coverage levels of Martin-Lopez, Segura and Ruiz-Cortés (2019).</p>
  <div class="wide" role="group" aria-labelledby="coverage" tabindex="0"><table class="numbers levels">
    <thead><tr><th scope="col">Level</th><th scope="col" class="text">Asks for</th><th scope="col"><span class="said">Bar</span></th><th scope="col">Share</th><th scope="col">Seen</th></tr></thead>
    <tbody>${rows}</tbody>
  </table></div>
  ${gaps(coverage.criteria.filter(({ covered }) => !covered))}
</section>`;
}

function gaps(open: readonly Criterion[]): Html | undefined {
  if (open.length === 0) return undefined;
  const groups = new Map<string, Criterion[]>();
  for (const criterion of open.slice(0, MAX_GAPS)) {
    const name = `${criterion.api} ${criterion.operation}`;
    groups.set(name, [...(groups.get(name) ?? []), criterion]);
  }
  const more = open.length - MAX_GAPS;
  return html`<details class="gaps">
    <summary>${countOf(open.length, 'thing')} not seen</summary>
    <dl>${[...groups].map(
      ([name, criteria]) =>
        html`<div><dt>${shown(name)}</dt><dd>${criteria.map(
          ({ kind, name: what }) => html`<span class="gap">${kind} <code>${shown(what)}</code></span> `,
        )}</dd></div>`,
    )}</dl>
    ${more > 0 ? html`<p class="quiet">… and ${more.toLocaleString('en')} more.</p>` : undefined}
  </details>`;
}
