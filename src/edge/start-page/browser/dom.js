/** An element with attributes, listeners (`onclick: …`) and children; what is undefined or false is left out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** Options of a select: pairs of value and text. */
export function options(pairs, selected) {
  return pairs.map(([value, text]) => element('option', { value, selected: value === selected }, text));
}

let ids = 0;

/** An id that nothing else on the page has. */
export function freshId() {
  ids++;
  return `bench-${ids}`;
}

/** Words with something put in: `filled('{0} found', 3)`. */
export function filled(words, ...values) {
  return values.reduce((text, value, index) => text.replace(`{${index}}`, () => String(value)), words);
}

/** Names and values as a table. */
export function pairTable(pairs) {
  const rows = pairs.map(([name, value]) =>
    element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value)),
  );
  return element('table', { class: 'pairs' }, element('tbody', {}, ...rows));
}

/** Text that scrolls within itself, by keyboard too. */
export function scrollingText(text, label) {
  return element('pre', { tabindex: '0', role: 'region', 'aria-label': label }, text);
}
