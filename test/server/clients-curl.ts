import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOT } from '../../src/contract/sources.ts';

/** A curl command of the documentation. */
export interface Documented {
  /** As it stands there, over several lines perhaps. */
  command: string;
  /** The status line that the documentation shows below it, if any. */
  status: number | undefined;
}

/** The curl commands that aim at an origin, in blocks of `sh` and, behind `$`, of `console`, of a Markdown text. */
export function curlCommands(markdown: string, origin: string): Documented[] {
  const blocks = [...markdown.matchAll(/^```(console|sh)\n(.*?)^```$/gms)];
  return blocks.flatMap(([, kind, block = '']) =>
    commandsIn(block, kind === 'console')
      .filter(({ command }) => command.startsWith('curl ') && command.includes(origin))
      .map(({ command, output }) => ({ command, status: statusIn(output) })),
  );
}

/** The commands of a block, lines that end in a backslash continued; of a console each with what it prints. */
function commandsIn(block: string, isConsole: boolean): { command: string; output: string }[] {
  const lines = block.split(/(?<!\\)\n/);
  if (!isConsole) return lines.map((command) => ({ command, output: '' }));
  const commands: { command: string; output: string }[] = [];
  for (const line of lines) {
    const last = commands.at(-1);
    if (line.startsWith('$ ')) commands.push({ command: line.slice(2), output: '' });
    else if (last !== undefined) last.output += `${line}\n`;
  }
  return commands;
}

function statusIn(output: string): number | undefined {
  const status = /^HTTP\/\S+ (\d{3})/m.exec(output)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** The commands of the start page, by the id of their element. */
export function commandsOfPage(page: string): Map<string, string> {
  const codes = page.matchAll(/<code id="(curl-[^"]+)">(.*?)<\/code>/gs);
  return new Map([...codes].map(([, id = '', text = '']) => [id, unescaped(text)]));
}

function unescaped(html: string): string {
  return html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** The status that a command gets, run by a shell from the checkout's folder, aimed at another origin. */
export async function statusOf(command: string, from: string, to: string): Promise<number> {
  const aimed = command.replaceAll(from, to);
  const { stdout } = await promisify(execFile)('sh', ['-c', `${aimed} -s -o /dev/null -w '%{http_code}'`], {
    cwd: ROOT,
  });
  return Number(stdout);
}
