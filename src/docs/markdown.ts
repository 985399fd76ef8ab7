/** Text in code marks, whatever is in it; in a table's cell too. */
export function code(text: string): string {
  const cell = text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
  const ticks = '`'.repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)));
  return ticks.length === 1 ? `\`${cell}\`` : `${ticks} ${cell} ${ticks}`;
}

export function codeBlock(language: string, source: string): string {
  return `\`\`\`${language}\n${source.trimEnd()}\n\`\`\``;
}

/** Text as one cell of a table. */
export function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

export function section(title: string, ...paragraphs: readonly (string | undefined)[]): string {
  return [`## ${title}`, ...paragraphs].filter(Boolean).join('\n\n');
}
