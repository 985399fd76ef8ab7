/** Headers that browsers set themselves, and let no page send (Fetch standard, forbidden request-header). */
const FORBIDDEN =
  /^(accept-(charset|encoding)|access-control-.*|connection|content-length|cookie|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/i;

export function isForbidden(name) {
  return FORBIDDEN.test(name);
}

/** Path and query, ready to be sent. */
export function targetOf({ operation, path, query }) {
  const values = new Map(path.map(({ name, value }) => [name, value]));
  const filled = operation.path.replace(/\{([^}]+)\}/g, (_, name) => encodeURIComponent(values.get(name) ?? ''));
  const pairs = sentOf(query);
  return pairs.length === 0 ? filled : `${filled}?${new URLSearchParams(pairs)}`;
}

/** Names and values of the headers. */
export function headersOf(draft) {
  const isEmpty = !hasBody(draft);
  return sentOf(draft.headers.filter(({ role }) => role !== 'type' || !isEmpty));
}

function sentOf(rows) {
  return rows.filter(({ name, value }) => name !== '' && value !== '').map(({ name, value }) => [name, value]);
}

function hasBody({ body }) {
  if (body === undefined) return false;
  if (body.declared.kind === 'json') return body.text !== '';
  if (body.declared.kind === 'bytes') return isChosen(body.file);
  return partsOf(body).length > 0;
}

function isChosen({ picture, own }) {
  return picture !== undefined || own !== undefined;
}

function partsOf({ parts }) {
  return parts.filter(({ isFile, file, value }) => (isFile ? isChosen(file) : value !== ''));
}

/** The body as fetch takes it; undefined for none. */
export async function bodyOf(draft) {
  const { body } = draft;
  if (!hasBody(draft)) return undefined;
  if (body.declared.kind === 'json') return body.text;
  if (body.declared.kind === 'bytes') return bytesOf(body.file);
  const form = new FormData();
  for (const { name, isFile, file, value } of partsOf(body)) {
    if (isFile) form.append(name, new Blob([await bytesOf(file)], { type: file.type }), nameOf(file));
    else form.append(name, value);
  }
  return form;
}

async function bytesOf({ picture, own }) {
  if (own !== undefined) return own.arrayBuffer();
  return (await fetch(picture.href)).arrayBuffer();
}

function nameOf({ picture, own }) {
  return own?.name ?? picture.name;
}

/** A command for a POSIX shell that sends the same, from the folder of the checkout. */
export function curlOf(draft, origin) {
  const { method } = draft.operation;
  return [
    ['curl', '-i', ...(method === 'GET' ? [] : ['-X', method]), quoted(`${origin}${targetOf(draft)}`)],
    ...headersOf(draft).map(([name, value]) => ['-H', quoted(`${name}: ${value}`)]),
    ...bodyWords(draft),
  ]
    .map((words) => words.join(' '))
    .join(' \\\n  ');
}

function bodyWords(draft) {
  const { body } = draft;
  if (!hasBody(draft)) return [];
  if (body.declared.kind === 'json') return [['--data-raw', quoted(body.text)]];
  if (body.declared.kind === 'bytes') return [['--data-binary', quoted(`@${placeOf(body.file)}`)]];
  return partsOf(body).map(({ name, isFile, file, value }) =>
    isFile
      ? ['-F', quoted(`${name}=@${placeOf(file)}${file.type === '' ? '' : `;type=${file.type}`}`)]
      : ['--form-string', quoted(`${name}=${value}`)],
  );
}

function placeOf({ picture, own }) {
  return own?.name ?? picture.file;
}

/** One word for a POSIX shell, whatever is in it. */
function quoted(word) {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
