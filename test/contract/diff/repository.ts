import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPENAPI_FOLDER, ROOT } from '../../../src/contract/sources.ts';

const COMMAND = join(ROOT, 'src', 'contract', 'diff.ts');

/** Where Node keeps what it has compiled; said from outside, that is true of the first file as well. */
const COMPILED = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };

/** What the command said, and how it ended. */
export interface Said {
  code: number | null;
  out: string;
  err: string;
}

/** A git repository of its own, with copies of the smallest contract, committed once on `main`. */
export class Repository {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'portrait-repository-')));

  constructor(...contracts: string[]) {
    for (const name of contracts) this.addContract(name);
    this.write('package.json', '{ "version": "0.1.0" }\n');
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit();
  }

  addContract(name: string): void {
    cpSync(join(OPENAPI_FOLDER, 'adapty'), join(this.root, 'openapi', name), { recursive: true });
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.root, file), text);
  }

  /** Replaces a text that has to be there. */
  edit(file: string, old: string, text: string): void {
    const before = this.read(file);
    if (!before.includes(old)) throw new Error(`${file} has no ${old}`);
    this.write(file, before.replace(old, text));
  }

  remove(name: string): void {
    rmSync(join(this.root, name), { recursive: true });
  }

  /** The line, counted from 1, in which a text first stands. */
  lineOf(file: string, text: string): number {
    return this.read(file).split(text)[0]?.split('\n').length ?? 0;
  }

  git(...args: string[]): string {
    const person = ['-c', 'user.name=Rob', '-c', 'user.email=rob@example.com', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...person, ...args], { cwd: this.root, encoding: 'utf8' });
  }

  commit(): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', 'A commit');
  }

  /** `npm run diff -- …args` in this repository. */
  diff(args: string[] = [], env: Record<string, string> = {}): Said {
    const { GITHUB_ACTIONS: _, GITHUB_BASE_REF: __, GITHUB_STEP_SUMMARY: ___, ...own } = process.env;
    const options = { cwd: this.root, env: { ...own, ...COMPILED, ...env }, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], options);
    return { code: status, out: stdout, err: stderr };
  }

  delete(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
