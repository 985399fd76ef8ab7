// The list of operations: copying, filtering and opening what an address names. The page is whole without it.
import { startCopying, words } from './copying.js';

const filter = document.getElementById('filter');
const found = document.getElementById('found');
const operations = [...document.querySelectorAll('[data-filterable]')];
const sections = [...document.querySelectorAll('section.api')];

for (const element of document.querySelectorAll('[data-script], .copy')) element.hidden = false;
for (const code of document.querySelectorAll('[data-prefer]')) makeButton(code);
startCopying();
filter.addEventListener('input', showMatching);
filter.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || filter.value === '') return;
  filter.value = '';
  showMatching();
});
for (const link of document.querySelectorAll('[data-language]')) {
  link.addEventListener('click', () => {
    link.hash = location.hash;
  });
}
addEventListener('hashchange', openNamed);
// A reload may bring back what was typed.
addEventListener('pageshow', showMatching);
openNamed();

/** A status or example name becomes a button that copies the operation's command, asking for that answer. */
function makeButton(code) {
  const { prefer, command } = code.dataset;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'ask';
  button.dataset.copy = command;
  button.dataset.prefer = prefer;
  button.setAttribute('aria-label', words.copyWish.replace('{0}', code.textContent).replace('{1}', prefer));
  code.replaceWith(button);
  code.removeAttribute('data-prefer');
  button.append(code);
}

function showMatching() {
  const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const operation of operations) {
    const text = `${operation.querySelector('summary').textContent} ${operation.id}`.toLowerCase();
    operation.hidden = !wanted.every((word) => text.includes(word));
    if (!operation.hidden) count++;
  }
  for (const section of sections) section.hidden = section.querySelector('[data-filterable]:not([hidden])') === null;
  document.body.classList.toggle('filtered', wanted.length > 0);
  found.textContent = wanted.length === 0 ? '' : words.found.replace('{0}', String(count));
}

function openNamed() {
  const named = document.getElementById(location.hash.slice(1));
  if (named instanceof HTMLDetailsElement) named.open = true;
}
