import { type Html, html } from '../../../edge/start-page/html.ts';
import { CHECK_NAMES, CHECKS, type CheckName } from '../../checks/names.ts';
import type { Summary } from '../../finding.ts';

/** What every check is for, and how often it held. */
export function checksSection({ tallies }: Summary): Html {
  const sum = (check: CheckName, which: 'passed' | 'failed'): number =>
    tallies.filter((tally) => tally.check === check).reduce((total, tally) => total + tally[which], 0);
  const rows = CHECK_NAMES.map((check) => {
    const [held, broken] = [sum(check, 'passed'), sum(check, 'failed')];
    return html`<tr>
      <th scope="row"><code>${check.split(/(?<=_)/).map((word) => html`${word}<wbr>`)}</code></th>
      <td class="text">${CHECKS[check]}</td>
      <td>${held.toLocaleString('en')}</td>
      <td class="${broken === 0 ? 'quiet' : 'broken'}">${broken.toLocaleString('en')}</td>
    </tr>`;
  });
  return html`<section aria-labelledby="checks">
  <h2 id="checks">Checks</h2>
  <div class="wide" role="group" aria-labelledby="checks" tabindex="0"><table class="numbers">
    <thead><tr><th scope="col">Check</th><th scope="col" class="text">What it looks for</th><th scope="col">Held</th><th scope="col">Broken</th></tr></thead>
    <tbody>${rows}</tbody>
  </table></div>
</section>`;
}
