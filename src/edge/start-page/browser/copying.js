import { written } from './clipboard.js';

const said = document.getElementById('said');
/** The few words of scripts that work without the workbench. */
export const words = JSON.parse(document.body.dataset.words);

const SHOWN_MS = 1500;

/** Tells those who listen to the page. */
export function announce(text) {
  said.textContent = '';
  said.textContent = text;
}

/** Every button with `data-copy` copies the text of the element with that id, asking for `data-prefer`. */
export function startCopying() {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest('button[data-copy]');
    if (button) copy(button);
  });
}

async function copy(button) {
  const { copy: source, prefer } = button.dataset;
  const text = document.getElementById(source).textContent;
  const whole = prefer === undefined ? text : `${text} \\\n  -H 'Prefer: ${prefer}'`;
  const done = await written(whole);
  const outcome = done ? words.copied : words.notCopied;
  const label = button.classList.contains('copy') ? button : undefined;
  button.classList.add(done ? 'copied' : 'failed');
  button.dataset.said = outcome;
  if (label) label.textContent = outcome;
  announce(done ? words.copied : words.copyNotAllowed);
  clearTimeout(button.timer);
  button.timer = setTimeout(() => {
    button.classList.remove('copied', 'failed');
    if (label) label.textContent = words.copy;
    said.textContent = '';
  }, SHOWN_MS);
}
