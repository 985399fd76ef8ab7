import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const SCHEMATHESIS_VERSION = '4.32.5';

/** Where it lives, for this and later runs; nothing is installed anywhere else. */
export const ENVIRONMENT = join(tmpdir(), `portrait-schemathesis-${SCHEMATHESIS_VERSION}`);

/** Milliseconds; what it needs has to come over the network. */
const INSTALL_PATIENCE = 10 * 60_000;

const BIN = join(ENVIRONMENT, process.platform === 'win32' ? 'Scripts' : 'bin');

/** Its program where it is installed already, else undefined. */
export async function schemathesisThere(): Promise<string | undefined> {
  const program = join(BIN, 'schemathesis');
  if (!existsSync(BIN)) return undefined;
  const version = await run(program, ['--version']).then(
    ({ stdout }) => stdout,
    () => '',
  );
  return version.includes(SCHEMATHESIS_VERSION) ? program : undefined;
}

/**
 * Its program, installed by pip into an environment of its own if it is not there yet.
 * @throws Error where that is not possible: no Python, no pip, no network.
 */
export async function schemathesisProgram(say: (text: string) => void): Promise<string> {
  const there = await schemathesisThere();
  if (there !== undefined) return there;
  const python = await pythonThere();
  if (python === undefined) throw new Error('Python 3 with venv and pip is not there (python3 -m venv).');
  say(`schemathesis: installing ${SCHEMATHESIS_VERSION} into ${ENVIRONMENT} …`);
  removeEnvironment();
  await run(python, ['-m', 'venv', ENVIRONMENT]);
  const wanted = ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${SCHEMATHESIS_VERSION}`];
  await run(join(BIN, 'python'), ['-m', 'pip', ...wanted], { timeout: INSTALL_PATIENCE }).catch((error: Error) => {
    throw new Error(`pip cannot install it: ${error.message.slice(-500)}`);
  });
  const program = await schemathesisThere();
  if (program === undefined) throw new Error('It is installed, and does not run.');
  return program;
}

/** Takes it from the disk. */
export function removeEnvironment(): void {
  rmSync(ENVIRONMENT, { recursive: true, force: true });
}

/** Python with what makes environments: some distributions leave pip and venv out. */
async function pythonThere(): Promise<string | undefined> {
  for (const python of ['python3', 'python']) {
    const works = await run(python, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']).then(
      () => true,
      () => false,
    );
    if (works) return python;
  }
  return undefined;
}
