import { element, filled, freshId, options } from './dom.js';
import { useBody } from './draft.js';

const OWN = 'own';
const NONE = '';

/** The fields of a draft's body: a text, a file, or the parts of a form. */
export function bodyFields(draft, words, changed) {
  const { body, operation } = draft;
  if (body === undefined) return [];
  const fields = {
    json: () => [textField(body, words, changed)],
    bytes: () => [fileField(draft, body.file, words.file, words, changed, true)],
    form: () => body.parts.map((part) => partField(draft, part, words, changed)),
  };
  const types = operation.bodies.length > 1 ? typeField(draft, words, changed) : undefined;
  return [element('fieldset', {}, element('legend', {}, words.body), types, ...fields[body.declared.kind]())];
}

function typeField(draft, words, changed) {
  const id = freshId();
  const { bodies } = draft.operation;
  const select = element(
    'select',
    {
      id,
      onchange: (event) => {
        useBody(draft, bodies[event.target.selectedIndex]);
        changed('body');
      },
    },
    ...options(
      bodies.map(({ type }) => [type, type]),
      draft.body.declared.type,
    ),
  );
  return element('div', { class: 'row' }, element('label', { for: id }, words.contentType), select);
}

function textField(body, words, changed) {
  const text = element('textarea', {
    rows: String(Math.min(18, Math.max(4, body.text.split('\n').length))),
    spellcheck: 'false',
    'aria-label': words.body,
    oninput: (event) => {
      body.text = event.target.value;
      changed();
    },
  });
  text.value = body.text;
  return text;
}

function partField(draft, part, words, changed) {
  if (part.isFile) return fileField(draft, part.file, filled(words.fileOf, part.name), words, changed);
  const id = freshId();
  const input = element('input', {
    id,
    value: part.value,
    oninput: (event) => {
      part.value = event.target.value;
      changed();
    },
  });
  return element('div', { class: 'row' }, element('label', { for: id }, part.name), input);
}

/** A picture of the examples, or a file of this computer; `isBody` when the type is that of the whole body. */
function fileField(draft, file, label, words, changed, isBody = false) {
  const id = freshId();
  const preview = element('img', { class: 'preview', alt: '' });
  const typed = element('input', {
    id: `${id}-type`,
    value: file.type,
    spellcheck: 'false',
    oninput: (event) => {
      setType(event.target.value);
      changed();
    },
  });
  const chooser = element('input', {
    type: 'file',
    'aria-label': words.chooseFile,
    onchange: (event) => {
      [file.own] = event.target.files;
      if (file.own !== undefined) setType(file.own.type);
      show();
    },
  });
  const select = element(
    'select',
    {
      id,
      onchange: (event) => {
        const { value } = event.target;
        file.picture = draft.api.pictures.find(({ name }) => name === value);
        file.own = value === OWN ? chooser.files[0] : undefined;
        if (file.picture !== undefined) setType(file.picture.type);
        show();
      },
    },
    ...options(
      [...draft.api.pictures.map(({ name }) => [name, name]), [OWN, words.ownFile], [NONE, words.noFile]],
      file.picture?.name ?? NONE,
    ),
  );
  const setType = (type) => {
    file.type = type;
    typed.value = type;
    const header = draft.headers.find(({ role }) => role === 'type');
    if (isBody && header !== undefined) header.value = type;
    if (isBody) changed('type');
  };
  const show = () => {
    chooser.hidden = select.value !== OWN;
    if (preview.src.startsWith('blob:')) URL.revokeObjectURL(preview.src);
    const shown = file.own === undefined ? file.picture?.href : URL.createObjectURL(file.own);
    preview.hidden = shown === undefined;
    if (shown !== undefined) preview.src = shown;
    changed();
  };
  const rows = [
    element('div', { class: 'row' }, element('label', { for: id }, label), select, chooser),
    isBody
      ? undefined
      : element('div', { class: 'row' }, element('label', { for: `${id}-type` }, words.declaredType), typed),
    preview,
  ];
  preview.addEventListener('error', () => {
    preview.hidden = true;
  });
  show();
  return element('div', { class: 'file' }, ...rows);
}
