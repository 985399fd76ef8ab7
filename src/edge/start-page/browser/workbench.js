// The workbench: choices above, the request to edit, what came of it beside it.
import { answerOf } from './answer.js';
import { bodyOf, curlOf, headersOf, isForbidden, targetOf } from './call.js';
import { announce } from './copying.js';
import { element, filled, options } from './dom.js';
import { credentialIn, draftOf, useCredential, useExample, useWish } from './draft.js';
import { fieldsOf } from './fields.js';
import { exchangeMarked, startJournal } from './journal.js';

const MARK = 'x-portrait-workbench';
const NONE = '';
const OWN = 'own';

const at = (id) => document.getElementById(id);
const { lang } = document.documentElement;
const { server, words, apis } = await (await fetch(`/_portrait/start/workbench.json?lang=${lang}`)).json();
const journal = startJournal(words);
let draft;
let latest = 0;

at('operation').addEventListener('change', ({ target }) => open(target.value));
at('credential').addEventListener('change', ({ target }) => {
  useCredential(
    draft,
    draft.api.credentials.find(({ name }) => name === target.value),
  );
  showFields();
});
at('wish').addEventListener('change', ({ target }) => {
  useWish(draft, target.value);
  showFields();
});
at('example').addEventListener('change', ({ target }) => {
  const example = draft.body.declared.examples[target.selectedIndex];
  useExample(draft, example);
  showFields();
});
at('call').addEventListener('submit', (event) => {
  event.preventDefault();
  send();
});
at('call').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  send();
});
for (const button of document.querySelectorAll('[data-try]')) {
  button.addEventListener('click', () => {
    open(button.dataset.try);
    at('workbench-title').scrollIntoView();
    at('operation').focus({ preventScroll: true });
  });
}
addEventListener('hashchange', () => {
  const named = namedOperation();
  if (named !== undefined) open(named);
});
open(namedOperation() ?? at('operation').value);
at('workbench').hidden = false;

/** The operation that the address names, as `#try/mastodon/deleteProfileAvatar`. */
function namedOperation() {
  const name = /^#try\/(.+)$/.exec(location.hash)?.[1];
  return apis.some(({ api, operations }) => operations.some(({ id }) => `${api}/${id}` === name)) ? name : undefined;
}

/** Begins a draft of an operation. */
function open(name) {
  const [apiName, id] = name.split('/');
  const api = apis.find((one) => one.api === apiName);
  const operation = api.operations.find((one) => one.id === id);
  draft = draftOf(api, operation, server === 'serve');
  at('operation').value = name;
  at('target').dataset.operation = name;
  if (location.hash !== `#try/${name}` && namedOperation() !== undefined)
    history.replaceState(null, '', `#try/${name}`);
  at('operation-docs').href = operation.docs;
  at('wish').replaceChildren(...options(wishes(operation), NONE));
  at('wish').closest('p').hidden = wishes(operation).length === 1;
  showFields();
}

/** What can be asked for by `Prefer`: of the reference server failures only, since successes follow the state. */
function wishes({ answers }) {
  const offered = answers.filter(({ status }) => server === 'mock' || status >= 400);
  return [
    [NONE, words.noWish],
    ...offered.flatMap(({ status, examples }) =>
      examples.length === 0
        ? [[`code=${status}`, String(status)]]
        : examples.map(({ name, summary }) => [
            `code=${status}, example=${name}`,
            `${status} ${name}${summary ? ` — ${summary}` : ''}`,
          ]),
    ),
  ];
}

function showFields() {
  at('fields').replaceChildren(...fieldsOf(draft, words, changed));
  const examples = draft.body?.declared.examples ?? [];
  at('example').replaceChildren(...options(examples.map(({ name, summary }) => [name, summary ?? name])));
  at('example').closest('p').hidden = examples.length < 2;
  changed();
}

/** After each letter: what is about to be sent. `what` is a part of the form that has become another. */
function changed(what) {
  if (what === 'body') showFields();
  if (what === 'type') {
    const typed = at('fields').querySelector('[data-role="type"]');
    if (typed !== null) typed.value = draft.headers.find(({ role }) => role === 'type')?.value ?? '';
  }
  const { method } = draft.operation;
  at('method').textContent = method;
  at('method').className = `method ${method.toLowerCase()}`;
  at('target').textContent = targetOf(draft);
  at('curl').textContent = curlOf(draft, location.origin);
  showCredential();
}

function showCredential() {
  const credential = credentialIn(draft);
  const known = draft.api.credentials.map(({ name, scopes, defect }) => {
    const about = defect ?? scopes.join(', ');
    return [name, about === '' ? name : `${name} (${about})`];
  });
  const own = credential === null ? [[OWN, words.ownCredential]] : [];
  const selected = credential === null ? OWN : (credential?.name ?? NONE);
  at('credential').replaceChildren(...options([...own, [NONE, words.noCredential], ...known], selected));
}

/** Sends the draft, and shows what comes; of several in a row, the last. */
async function send() {
  latest++;
  const mine = latest;
  const sent = draft;
  at('send').setAttribute('aria-busy', 'true');
  at('send').textContent = words.sending;
  const result = await exchange(sent);
  const shown = await answerOf(result, sent, words, server);
  if (mine !== latest) return;
  at('send').removeAttribute('aria-busy');
  at('send').textContent = words.send;
  const call = `${sent.operation.method} ${result.target}`;
  at('answered').replaceChildren(element('p', { class: 'call' }, call), ...shown);
  announce(filled(words.answered, result.status ?? words.noBody));
  bringIntoView(at('answer'));
  journal.look().catch(() => {});
}

/** Beside a long form, or below it, an answer may come where nobody looks. */
function bringIntoView(section) {
  const { top } = section.getBoundingClientRect();
  if (top < 0 || top > innerHeight * 0.7) section.scrollIntoView({ block: 'start' });
}

/** One exchange with the server: its first answer as far as a page may know it, and what it led to. */
async function exchange(sent) {
  const target = targetOf(sent);
  const mark = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  try {
    const headers = new Headers(headersOf(sent).filter(([name]) => !isForbidden(name)));
    if (server === 'mock') headers.set(MARK, mark);
    const body = await bodyOf(sent);
    const response = await fetch(target, {
      method: sent.operation.method,
      headers,
      body,
      cache: 'no-store',
      credentials: 'omit',
    });
    const blob = await response.blob();
    const time = took();
    return {
      target,
      took: time,
      ...(await readAnswer(response, blob)),
      ...(await recordedOf(mark, response.redirected)),
    };
  } catch (error) {
    return { target, took: took(), error: error.message, ...(await recordedOf(mark, true)) };
  }
}

async function readAnswer(response, blob) {
  const type = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    statusText: response.statusText,
    headers: [...response.headers],
    type,
    blob,
    size: blob.size,
    text: type.startsWith('image/') ? '' : await blob.text(),
    followed: response.redirected ? response.url : undefined,
    isFirst: false,
  };
}

/** What the mock's journal knows of it. Of a redirect, that is the answer itself, which browsers hide. */
async function recordedOf(mark, isHidden) {
  if (server !== 'mock') return {};
  const recorded = await exchangeMarked(MARK, mark).catch(() => undefined);
  if (recorded === undefined || !isHidden) return { recorded };
  const { status, headers } = recorded.response;
  return { recorded, status, statusText: '', size: undefined, headers: Object.entries(headers), isFirst: true };
}
