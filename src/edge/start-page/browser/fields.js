import { bodyFields } from './body-fields.js';
import { isForbidden } from './call.js';
import { element, filled, freshId } from './dom.js';

/** The fields of a draft: path, query, headers, body. `changed` hears of every letter. */
export function fieldsOf(draft, words, changed) {
  return [
    rowFields(words.pathParameters, draft.path, undefined, words, changed),
    rowFields(words.query, draft.query, words.addParameter, words, changed),
    rowFields(words.headers, draft.headers, words.addHeader, words, changed),
    ...bodyFields(draft, words, changed),
  ].filter((field) => field !== undefined);
}

/** Rows of one place; with `add`, rows of one's own may follow. */
function rowFields(legend, rows, add, words, changed) {
  if (rows.length === 0 && add === undefined) return undefined;
  const list = element('div', { class: 'rows' });
  const show = (row) => {
    const field = row.isDeclared
      ? declaredRow(row, words, changed)
      : ownRow(row, words, changed, () => remove(row, field));
    list.append(field);
    return field;
  };
  const remove = (row, field) => {
    rows.splice(rows.indexOf(row), 1);
    field.remove();
    adder.focus();
    changed();
  };
  for (const row of rows) show(row);
  const adder = element(
    'button',
    {
      type: 'button',
      class: 'small',
      onclick: () => {
        const row = { name: '', value: '', examples: [], isDeclared: false };
        rows.push(row);
        show(row).querySelector('input').focus();
      },
    },
    add ?? '',
  );
  const parts = [element('legend', {}, legend), list, add === undefined ? undefined : adder];
  return element('fieldset', {}, ...parts);
}

function declaredRow(row, words, changed) {
  const id = freshId();
  const list = row.examples?.length > 0 ? `${id}-list` : undefined;
  const input = element('input', {
    id,
    list,
    value: row.value,
    placeholder: row.required ? words.required : words.optional,
    spellcheck: 'false',
    'data-role': row.role,
    'aria-describedby': `${id}-note`,
    oninput: (event) => {
      row.value = event.target.value;
      changed();
    },
  });
  const suggestions =
    list && element('datalist', { id: list }, ...row.examples.map((value) => element('option', { value })));
  const remark = isForbidden(row.name) ? words.notByPages : '';
  return element(
    'div',
    { class: 'row' },
    element('label', { for: id }, row.name),
    input,
    suggestions,
    element('span', { id: `${id}-note`, class: 'note' }, remark),
  );
}

function ownRow(row, words, changed, remove) {
  const note = element('span', { class: 'note' });
  const input = (key, label) =>
    element('input', {
      value: row[key],
      placeholder: label,
      'aria-label': label,
      spellcheck: 'false',
      oninput: (event) => {
        row[key] = event.target.value;
        note.textContent = isForbidden(row.name) ? words.notByPages : '';
        remover.setAttribute('aria-label', filled(words.remove, row.name));
        changed();
      },
    });
  const remover = element(
    'button',
    { type: 'button', class: 'small', 'aria-label': filled(words.remove, row.name), onclick: remove },
    '×',
  );
  return element('div', { class: 'row own' }, input('name', words.name), input('value', words.value), remover, note);
}
