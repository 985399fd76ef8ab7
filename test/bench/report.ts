/** What a benchmark has to tell: tables of figures, and targets met or missed. */
export interface Report {
  /** Tells how far it is, to who waits. */
  say(text: string): void;
  /** Begins a table with these columns behind the first. */
  table(columns: readonly string[]): void;
  row(title: string, cells: readonly string[]): void;
  target(name: string, got: number, wanted: { least?: number; most?: number }): void;
  /** Markdown, and whether all targets are met. */
  end(): { text: string; met: boolean };
}

export function reportTo(waiting: NodeJS.WritableStream): Report {
  const lines: string[] = [];
  const targets: { name: string; got: number; wanted: string; met: boolean }[] = [];
  return {
    say: (text) => void waiting.write(`${text}\n`),
    table(columns) {
      lines.push('', `| | ${columns.join(' | ')} |`, `|${'---|'.repeat(columns.length + 1)}`);
    },
    row: (title, cells) => void lines.push(`| ${[title, ...cells].join(' | ')} |`),
    target(name, got, { least, most }) {
      const met = (least === undefined || got >= least) && (most === undefined || got <= most);
      targets.push({ name, got, wanted: least === undefined ? `at most ${most}` : `at least ${least}`, met });
    },
    end() {
      const rows = targets.map(
        ({ name, got, wanted, met }) => `| ${name} | ${wanted} | ${got.toFixed(2)}${met ? '' : ' (missed)'} |`,
      );
      const text = [...lines, '', '| target | wanted | got |', '|---|---|---|', ...rows, ''].join('\n');
      return { text, met: targets.every(({ met }) => met) };
    },
  };
}
