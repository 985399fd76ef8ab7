import type { Provenance } from '../contract/document.ts';
import type { Words } from './words.ts';

/**
 * Says where something is known from: a link to the legend, which the style sheet makes a small mark. Its title says
 * which one it is, in every language.
 */
export function provenanceMark(provenance: Provenance, words: Words): string {
  const [name] = words.provenances[provenance];
  return `[${name}](#/section/${words.provenance.toLowerCase()} "${provenance}")`;
}

/** What the marks mean. */
export function provenanceLegend(words: Words): string {
  const lines = (['documented', 'observed', 'chosen'] as const).map(
    (provenance) => `- ${provenanceMark(provenance, words)} ${words.provenances[provenance][1]}`,
  );
  return [words.provenanceLead, lines.join('\n')].join('\n\n');
}
