import { type Html, html } from './html.ts';

/** Copies the text of the element with this id; `what` it is, for those who do not see it. The script shows it. */
export function copyButton(id: string, what: string): Html {
  const label = `Copy ${what}`;
  return html`<button type="button" class="copy" data-copy="${id}" aria-label="${label}" hidden>Copy</button>`;
}
