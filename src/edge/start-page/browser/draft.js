/**
 * A request that somebody is writing: rows of names and values for path, query and headers, and a body. A row of a
 * role is written by a choice, and stays where it is when the choice changes.
 */
export function draftOf(api, operation, isServer) {
  const rowsIn = (place) =>
    operation.parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, value, required, examples }) => ({ name, value, required, examples, isDeclared: true }));
  const draft = { api, operation, path: rowsIn('path'), query: rowsIn('query'), headers: rowsIn('header') };
  if (isServer) draft.headers.push({ name: 'X-Portrait-Session', value: '', isDeclared: true });
  useCredential(draft, defaultCredential(draft));
  useBody(draft, operation.bodies[0]);
  return draft;
}

/** The one that the contract's own call uses. */
export function defaultCredential({ api, operation }) {
  return api.credentials.find(({ credential }) =>
    operation.secrets.some((secret) => secret === credential || secret === secretOf(credential)),
  );
}

/** Sends this credential along, or (undefined) none. */
export function useCredential(draft, credential) {
  const { in: place, name } = draft.operation.carrier;
  const list = place === 'query' ? draft.query : draft.headers;
  const value = credential && carried(place, name, credential.credential);
  setRole(list, 'credential', place === 'cookie' ? 'Cookie' : name, value);
}

/** Which of the credentials is sent; undefined for none, `null` for one that is none of them. */
export function credentialIn({ api, operation, query, headers }) {
  const row = [...headers, ...query].find(({ role }) => role === 'credential');
  if (row === undefined || row.value === '') return undefined;
  const { in: place, name } = operation.carrier;
  return api.credentials.find(({ credential }) => carried(place, name, credential) === row.value) ?? null;
}

/** Asks for an answer by `Prefer`; '' for whatever comes. */
export function useWish(draft, wish) {
  setRole(draft.headers, 'wish', 'Prefer', wish || undefined);
}

/** Begins the body of one of the declared types with its first example. */
export function useBody(draft, declared) {
  draft.body = declared && {
    declared,
    text: '',
    file: fileOf(draft, declared.file, declared.type),
    parts: declared.parts.map((part) => ({
      ...part,
      value: part.value ?? '',
      file: part.isFile ? fileOf(draft, part.file, part.type ?? part.types[0]) : undefined,
    })),
  };
  const isTyped = declared !== undefined && declared.kind !== 'form';
  setRole(draft.headers, 'type', 'Content-Type', isTyped ? declared.type : undefined);
  if (declared?.examples.length > 0) useExample(draft, declared.examples[0]);
}

/** Puts an example of the contract in the place of the body. */
export function useExample(draft, { value }) {
  const { body } = draft;
  if (body.declared.kind === 'json') body.text = value === null ? '' : JSON.stringify(value, null, 2);
  else if (body.declared.kind === 'bytes') body.file = fileOf(draft, pathOf(draft, value), body.declared.type);
  else for (const part of body.parts) usePart(draft, part, value?.[part.name]);
}

function usePart(draft, part, value) {
  if (!part.isFile) part.value = value === undefined ? '' : String(value);
  else if (value === undefined) part.file = fileOf(draft, undefined, part.types[0]);
  else part.file = fileOf(draft, pathOf(draft, value), undefined);
}

/** What a file of an upload is: a picture of the examples, or one of this computer's; and the type it is said to be. */
function fileOf({ api }, path, type) {
  const picture = api.pictures.find(({ file }) => file === path);
  return { picture, own: undefined, type: type ?? picture?.type ?? '' };
}

function pathOf({ api }, value) {
  return `openapi/${api.api}/${value}`;
}

function carried(place, name, credential) {
  if (place === 'header') return credential;
  return place === 'cookie' ? `${name}=${secretOf(credential)}` : secretOf(credential);
}

function secretOf(credential) {
  return credential.slice(credential.indexOf(' ') + 1);
}

function setRole(list, role, name, value) {
  const row = list.find((one) => one.role === role);
  if (value === undefined) {
    if (row !== undefined) list.splice(list.indexOf(row), 1);
  } else if (row !== undefined) row.value = value;
  else list.unshift({ name, value, role, examples: [], isDeclared: true });
}
