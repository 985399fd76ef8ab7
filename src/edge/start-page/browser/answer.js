import { element, filled, pairTable, scrollingText } from './dom.js';
import { whyOf } from './why.js';

const SHOWN_LETTERS = 100_000;
const SHOWN_PICTURES = 6;
const REDIRECTS = {
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
};

/** What came of a call, ready to be shown: status, why, body or picture, headers. */
export async function answerOf(result, draft, words, server) {
  if (result.error !== undefined) return unread(result, draft, words, server);
  return [
    statusLine(result, words),
    ...whyOf(result, draft, words, server),
    ...redirected(result, draft, words),
    ...(await bodyOf(result, words)),
    ...(await picturesNamedIn(result, words)),
    element('details', {}, element('summary', {}, words.headers), pairTable(result.headers)),
  ];
}

/** A redirect that a page may not follow can still be in the journal. */
function unread({ error, recorded, took }, draft, words, server) {
  if (recorded === undefined) return [element('p', { class: 'failed' }, filled(words.notSent, error))];
  const { status, headers } = recorded.response;
  const pairs = Object.entries(headers);
  const result = { status, headers: pairs, text: '', recorded, took };
  return [
    statusLine(result, words),
    ...whyOf(result, draft, words, server),
    element('p', {}, words.notFollowed),
    element('details', { open: true }, element('summary', {}, words.headers), pairTable(pairs)),
  ];
}

function statusLine({ status, statusText, took, size }, words) {
  const facts = [`${took} ms`, size === undefined ? undefined : filled(words.octets, size.toLocaleString('en'))];
  return element(
    'p',
    { class: `status-line s${Math.floor(status / 100)}` },
    element('strong', {}, `${status} ${statusText || REDIRECTS[status] || ''}`.trim()),
    ' ',
    element('span', { class: 'whole' }, facts.filter(Boolean).join(' · ')),
  );
}

function redirected({ followed, isFirst }, { operation }, words) {
  if (followed === undefined) return [];
  const address = element('a', { href: followed }, followed);
  const declared = operation.answers.map(({ status }) => status).filter((status) => status in REDIRECTS);
  const text = isFirst ? words.followed : words.followedHidden.replace('{0}', declared.join(', '));
  const [before = '', after = ''] = text.split(/\{[01]\}/);
  return [element('p', { class: 'followed' }, before, address, after)];
}

async function bodyOf({ blob, text, type }, words) {
  if (type.startsWith('image/')) return [await pictureOf(blob, type, words)];
  if (text === '') return [element('p', { class: 'none' }, words.noBody)];
  const whole = type.includes('json') ? indented(text) : text;
  const shown = scrollingText(whole.slice(0, SHOWN_LETTERS), `${words.answer}: ${words.body}`);
  if (whole.length <= SHOWN_LETTERS) return [shown];
  const [some, all] = [SHOWN_LETTERS, whole.length].map((count) => count.toLocaleString('en'));
  return [shown, element('p', { class: 'none' }, filled(words.cut, some, all))];
}

/** The pictures of this server that a JSON answer names: what was uploaded is to be seen. */
async function picturesNamedIn({ text, type }, words) {
  if (!type.includes('json')) return [];
  const addresses = [...new Set(stringsIn(jsonIn(text)))].filter((address) =>
    address.startsWith(`${location.origin}/`),
  );
  const loaded = await Promise.all(addresses.slice(0, SHOWN_PICTURES).map((address) => loadedPicture(address, words)));
  const figures = loaded.filter((figure) => figure !== undefined);
  if (figures.length === 0) return [];
  return [element('h4', {}, words.pictures), element('div', { class: 'pictures' }, ...figures)];
}

async function loadedPicture(address, words) {
  const image = element('img', { src: address, alt: filled(words.pictureAt, address) });
  const isPicture = await image.decode().then(
    () => true,
    () => false,
  );
  if (!isPicture) return undefined;
  const { pathname } = new URL(address);
  const caption = `${image.naturalWidth} × ${image.naturalHeight}`;
  return element('figure', {}, element('a', { href: pathname }, image), element('figcaption', {}, caption));
}

function stringsIn(value) {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function jsonIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function pictureOf(blob, type, words) {
  const src = URL.createObjectURL(blob);
  const image = element('img', { src, alt: '' });
  const isReadable = await image.decode().then(
    () => true,
    () => false,
  );
  const size = isReadable ? `${image.naturalWidth} × ${image.naturalHeight}` : '?';
  image.alt = filled(words.picture, `${type}, ${size}`);
  return element('figure', {}, image, element('figcaption', {}, `${type} · ${size}`));
}

export function indented(text) {
  const value = jsonIn(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}
