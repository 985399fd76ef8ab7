import sequencer from '@jest/test-sequencer';

/** Its types are those of CommonJS, in which the class is called `default`. */
const Sequencer = sequencer as unknown as typeof sequencer.default;

/**
 * The files that take longest: one that starts late keeps everybody waiting, and a clean checkout does not know how long
 * they take. Beside the durability on PostgreSQL go those that mostly wait.
 */
const FIRST = [
  'server/durability-postgres',
  'docs/site',
  'server/durability-sqlite',
  'verify/own-run',
  'verify/hostile',
  'server/sessions',
  'verify/outcome',
  'server/one-verdict',
  'contract/diff',
  'docs/workbench',
  'verify/zoo',
  'package/package',
  'server/operation',
  'verify/reports/html',
  'hostile/hostile',
  'verify/command',
  'contract/diff-command',
  'mock/memory',
  'server/hostile-uploads',
  'images/conversion',
  'server/one-verdict-random',
  'storage/shared-storage',
  'server/statuses',
  'storage/failing-postgres',
  'server/pages',
];

type Tests = Parameters<sequencer.default['sort']>[0];

/** Those first, then all others as jest would have them. */
export default class LongestFirst extends Sequencer {
  override async sort(tests: Tests): Promise<Tests> {
    const others = await super.sort(tests);
    const first = FIRST.flatMap((name) => others.filter(({ path }) => isAt(path, name)));
    return [...new Set([...first, ...others])];
  }
}

function isAt(path: string, name: string): boolean {
  return path.replaceAll('\\', '/').endsWith(`/test/${name}.test.ts`);
}
