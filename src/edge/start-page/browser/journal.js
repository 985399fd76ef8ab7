import { element, filled, pairTable, scrollingText } from './dom.js';
import { sentencesOf, violationList } from './why.js';

const PLACE = '/_portrait/requests';
const SHOWN = 15;
const EVERY_MS = 2_000;
const SHOWN_LETTERS = 4_000;

/** Keeps the list of the last exchanges fresh while somebody looks; nothing where there is no journal. */
export function startJournal(words) {
  const list = document.getElementById('journal');
  if (list === null) return { look: async () => {} };
  const empty = document.getElementById('journal-empty');
  let known = 0;

  const look = async () => {
    // Those that were known are not sent again.
    const requests = await exchanges(`?after=${known}&last=${SHOWN}`);
    for (const exchange of requests.filter(({ number }) => number > known)) {
      known = exchange.number;
      list.prepend(entryOf(exchange, words));
    }
    while (list.children.length > SHOWN) list.lastElementChild.remove();
    empty.hidden = list.children.length > 0;
  };
  document.getElementById('forget').addEventListener('click', async () => {
    await fetch(PLACE, { method: 'DELETE' });
    list.replaceChildren();
    empty.hidden = false;
  });
  const lookOften = () => {
    if (document.visibilityState === 'visible') look().catch(() => {});
  };
  setInterval(lookOften, EVERY_MS);
  document.addEventListener('visibilitychange', lookOften);
  lookOften();
  return { look };
}

/** The first exchange that carries this mark; undefined where none is kept. */
export async function exchangeMarked(name, mark) {
  const requests = await exchanges(`?last=${SHOWN}`);
  return requests.find(({ request }) => request.headers[name] === mark);
}

async function exchanges(search) {
  const answer = await fetch(PLACE + search);
  return (await answer.json()).requests;
}

function entryOf({ startedAt, operation, request, response, verdict, tookMs }, words) {
  const time = new Date(startedAt);
  const summary = element(
    'summary',
    {},
    element('span', { class: `code s${Math.floor(response.status / 100)}` }, String(response.status)),
    element('span', { class: 'line' }, `${request.method} ${request.url}`),
    element('time', { datetime: startedAt }, time.toLocaleTimeString(document.documentElement.lang)),
  );
  const about = [operation, `${tookMs} ms`].filter(Boolean).join(' · ');
  return element(
    'li',
    {},
    element(
      'details',
      {},
      summary,
      element('p', { class: 'why' }, about),
      ...sentencesOf(verdict, words).map((sentence) => element('p', { class: 'why' }, sentence)),
      ...violationList(verdict.violations, words),
      ...messageOf(words.request, request, words),
      ...messageOf(words.answer, response, words),
    ),
  );
}

function messageOf(title, { headers, body, base64, bytes }, words) {
  const text = base64 === undefined ? textOf(body) : filled(words.octets, bytes ?? Math.floor((base64.length * 3) / 4));
  return [
    element('h4', {}, title),
    pairTable(Object.entries(headers)),
    text === '' ? undefined : scrollingText(text.slice(0, SHOWN_LETTERS), `${title}: ${words.body}`),
  ].filter((part) => part !== undefined);
}

function textOf(body) {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body, null, 2);
}
