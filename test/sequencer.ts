import sequencer from '@jest/test-sequencer';

/** Its types are those of CommonJS, in which the class is called `default`. */
const Sequencer = sequencer as unknown as typeof sequencer.default;

/**
 * The files that take longest: one that starts late keeps everybody waiting, and a clean checkout does not know how long
 * they take.
 */
const FIRST = [
  'docs/site',
  'verify/own-run',
  'verify/zoo',
  'package/package',
  'server/durability',
  'server/one-verdict',
  'docs/workbench',
  'verify/hostile',
  'server/operation',
  'server/sessions',
  'hostile/hostile',
  'docs/served',
  'mock/memory',
  'contract/diff-command',
  'docs/hostile',
  'verify/reports/html',
  'verify/outcome',
  'contract/diff',
  'server/one-verdict-random',
  'storage/shared-storage',
  'server/hostile-uploads',
  'verify/foreign',
  'images/conversion',
  'verify/command',
  'server/statuses',
  'uploads/multipart',
  'storage/failing-postgres',
  'mutation/mutation',
  'server/clients',
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
