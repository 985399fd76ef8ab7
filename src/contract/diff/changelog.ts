import { existsSync, readFileSync } from 'node:fs';

/** Whether a changelog has a heading `## 1.2.3` (a date may follow) with something below it. */
export function hasEntry(file: string, version: string): boolean {
  if (!existsSync(file)) return false;
  const sections = readFileSync(file, 'utf8').split(/^## /m).slice(1);
  return sections.some((section) => {
    const [heading = '', ...lines] = section.split('\n');
    return /^\[?v?([^\s,\]]+)/.exec(heading)?.[1] === version && lines.join('').trim() !== '';
  });
}
