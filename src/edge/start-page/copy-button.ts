import { type Html, html } from './html.ts';
import type { Words } from './words.ts';

/** Copies the text of the element with this id; `label` is for those who do not see it. The script shows it. */
export function copyButton(words: Words, id: string, label: string): Html {
  return html`<button type="button" class="copy" data-copy="${id}" aria-label="${label}" hidden>${words.copy}</button>`;
}
