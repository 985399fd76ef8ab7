import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import ts from 'typescript';
import { ROOT } from '../../src/contract/sources.ts';
import { MOCK_ORIGIN } from '../../src/docs/samples/samples.ts';
import type { ShownSample } from './built-page.ts';

/** How a reader runs a sample: pasted into this, in the folder of the checkout. */
const RUNNERS: Record<string, (source: string) => [file: string, ...args: string[]]> = {
  curl: (source) => ['sh', '-c', source],
  JavaScript: (source) => [process.execPath, '--input-type=module', '-e', source],
  TypeScript: (source) => [process.execPath, '--input-type=module-typescript', '-e', source],
  Python: (source) => ['python3', '-c', source],
};

/** Runs a sample against the mock at `origin`; gives the status that it prints, or whatever it says instead. */
export async function statusOf({ label, source }: ShownSample, origin: string): Promise<number | string> {
  const [file = '', ...args] = RUNNERS[label]?.(redirected(source, origin)) ?? [];
  const env = { ...process.env, NODE_OPTIONS: '', NO_PROXY: '*' };
  const { stdout, stderr } = await promisify(execFile)(file, args, { cwd: ROOT, env, timeout: 20_000 }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  const status = /^(?:HTTP\/1\.1 )?(\d{3})\b/.exec(stdout)?.[1];
  return status === undefined ? `${stdout}\n${stderr}` : Number(status);
}

/** The sample as it stands, but for the address of the mock. */
function redirected(source: string, origin: string): string {
  const [from, to] = [new URL(MOCK_ORIGIN), new URL(origin)];
  const moved = source
    .replaceAll(from.origin, to.origin)
    .replaceAll(`'${from.hostname}', ${from.port}`, `'${to.hostname}', ${to.port}`);
  if (moved === source) throw new Error(`A sample does not name ${MOCK_ORIGIN}:\n${source}`);
  return moved;
}

/** What the compiler says of TypeScript samples, as strictly as of our own sources; empty when all is well. */
export function compilerComplaints(samples: readonly ShownSample[]): string[] {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    { compilerOptions: config.compilerOptions, files: [] },
    ts.sys,
    ROOT,
  );
  const host = ts.createCompilerHost(options);
  const sources = new Map(samples.map(({ api, operation, source }) => [`${ROOT}${api}-${operation}.mts`, source]));
  const { readFile, fileExists } = host;
  host.readFile = (file) => sources.get(file) ?? readFile(file);
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  const { getSourceFile } = host;
  host.getSourceFile = (file, language, ...rest) => {
    const source = sources.get(file);
    return source === undefined ? getSourceFile(file, language, ...rest) : ts.createSourceFile(file, source, language);
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([...sources.keys()], options, host))
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}
