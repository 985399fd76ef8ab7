import { element, filled } from './dom.js';

/** The mock's reasons as it writes them, one for logs and tests: what they are called, and what stands in them. */
const REASONS = [
  ['firstExample', /^first example “(.+)”$/],
  ['noExample', /^no example needed$/],
  ['sentExample', /^the answer to request example “(.+)”$/],
  ['exampleOf', /^“(.+)” is the one of (.+)$/],
  ['madeUp', /^made up from the schema of (\d+)$/],
  ['madeUpBySeed', /^made up from the schema of (\d+), seed (.+)$/],
  ['picture', /^picture, (.+)$/],
  ['pictureMethods', /^a picture has GET and HEAD$/],
  ['preflight', /^CORS preflight$/],
];

/** A reason of the mock in sentences; one that is not known stays as it is. */
export function sentencesOf({ why, violations }, words) {
  const [, kind, message] = /^refused, (\w+): (.*)$/s.exec(why) ?? [];
  // What was wrong stands below it in a list.
  if (kind !== undefined) {
    return [filled(words.reasons.refused, kind), violations.length === 0 ? message : ''].filter(Boolean);
  }
  const [, code, reason] = /^(?:(Prefer: code=\d+), )?(.*)$/s.exec(why);
  const wish = code ?? (reason.startsWith('Prefer: ') ? reason : undefined);
  const known = REASONS.find(([, pattern]) => pattern.test(reason));
  return [
    wish && filled(words.asWished, wish),
    known ? filled(words.reasons[known[0]], ...known[1].exec(reason).slice(1)) : wish !== reason && reason,
  ].filter(Boolean);
}

/** Why an answer is what it is, as far as anybody says: the journal, its headers, the contract's examples. */
export function whyOf(result, { operation }, words, server) {
  const { recorded } = result;
  const reasons =
    recorded === undefined ? reasonsOf(result, operation, words, server) : sentencesOf(recorded.verdict, words);
  const violations = recorded?.verdict.violations ?? violationsIn(result.headers);
  return [
    element('h4', {}, words.why),
    ...reasons.map((reason) => element('p', { class: 'why' }, reason)),
    ...violationList(violations, words),
  ];
}

function reasonsOf({ status, headers, text }, operation, words, server) {
  const wish = headerIn(headers, 'preference-applied');
  const example = exampleLike(operation, status, text);
  const reasons = [];
  if (wish !== undefined) reasons.push(filled(words.asWished, wish));
  if (example !== undefined) reasons.push(filled(words.isExample, example));
  if (server === 'serve' && status < 400) reasons.push(words.followsState);
  return reasons;
}

/** The name of the contract's example that says the same, to the letter. */
function exampleLike({ answers }, status, text) {
  const examples = answers.find((answer) => answer.status === status)?.examples ?? [];
  return examples.find(({ value }) => value !== undefined && same(value, text))?.name;
}

function same(value, text) {
  try {
    return JSON.stringify(value) === JSON.stringify(JSON.parse(text));
  } catch {
    return false;
  }
}

function violationsIn(headers) {
  try {
    return JSON.parse(headerIn(headers, 'sl-violations') ?? '[]');
  } catch {
    return [];
  }
}

export function violationList(violations, words) {
  if (violations.length === 0) return [];
  const items = violations.map(({ location, message }) =>
    element('li', {}, element('code', {}, (location ?? []).join('.')), ` ${message}`),
  );
  return [element('h4', {}, words.violations), element('ul', { class: 'violations' }, ...items)];
}

function headerIn(headers, wanted) {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}
