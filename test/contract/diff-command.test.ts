import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { Repository } from './diff/repository.ts';

const repositories: Repository[] = [];

function repositoryOf(...contracts: string[]): Repository {
  const repository = new Repository(...contracts);
  repositories.push(repository);
  return repository;
}

afterEach(() => {
  for (const repository of repositories.splice(0)) repository.delete();
});

const PLATFORM = 'parameters/AdaptyPlatform.yaml';
const CHANGELOG =
  '# Changelog\n\n## 2.0.0, 2026-11-22\n\nThe platform is required.\n\n## 1.0.0, 2026-11-21\n\nThe first.\n';

function makeBreaking(repository: Repository, name: string): void {
  repository.edit(`openapi/${name}/${PLATFORM}`, 'required: false', 'required: true');
}

function setVersion(repository: Repository, name: string, version: string): void {
  repository.edit(`openapi/${name}/openapi.yaml`, '  version: 1.0.0', `  version: ${version}`);
}

test('contracts that are as they were are fine', () => {
  const said = repositoryOf('one', 'two').diff(['HEAD']);
  expect(said).toMatchObject({ code: 0, err: '' });
  expect(said.out).toContain('unchanged  one, two');
});

test('a comment in the YAML wants nothing', () => {
  const repository = repositoryOf('one');
  repository.edit(`openapi/one/${PLATFORM}`, 'name:', '# A comment.\nname:');
  expect(repository.diff()).toMatchObject({ code: 0, out: expect.stringContaining('unchanged  one') });
});

test('version and changelog have to say what changed, contract by contract', () => {
  const repository = repositoryOf('bare', 'half', 'right', 'worded');
  for (const name of ['bare', 'half', 'right']) makeBreaking(repository, name);
  setVersion(repository, 'half', '1.1.0');
  setVersion(repository, 'right', '2.0.0');
  repository.write('openapi/right/CHANGELOG.md', CHANGELOG);
  setVersion(repository, 'worded', '1.0.1');
  repository.edit('openapi/worded/openapi.yaml', 'title: Adapty', 'title: The Adapty');

  const summary = join(repository.root, 'summary.md');
  const { code, out } = repository.diff(['main'], { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary });
  expect(code).toBe(1);

  const [bare = '', half = '', right = '', worded = ''] = out.split('\n\n').slice(1);
  expect(bare).toContain('bare 1.0.0: 1 breaking');
  expect(bare).toContain('info.version is still 1.0.0, but a change is breaking (major).');
  expect(bare).toContain('Raise it to 2.0.0. openapi/bare/openapi.yaml:5');
  expect(bare).toContain('CHANGELOG.md says nothing of 2.0.0.');
  expect(half).toContain('info.version went from 1.0.0 to 1.1.0, but a change is breaking (major).');
  expect(right).toContain('right 1.0.0 → 2.0.0: 1 breaking');
  expect(right).toContain('fine');
  expect(worded).toContain('worded 1.0.0 → 1.0.1: 1 safe');
  expect(worded).toContain('CHANGELOG.md says nothing of 1.0.1.');
  expect(out).not.toContain('\u001b[');

  const line = repository.lineOf(`openapi/bare/${PLATFORM}`, 'required: true');
  expect(line).toBeGreaterThan(1);
  const annotations = out.split('\n').filter((text) => text.startsWith('::'));
  const what =
    'DELETE /api/v2/server-side-api/profile/ parameters/2/required: `adapty-platform` header parameter became required.';
  expect(annotations).toEqual([
    '::error file=openapi/bare/openapi.yaml,line=5,title=bare%3A wanted::info.version is still 1.0.0, but a change is breaking (major). Raise it to 2.0.0.',
    expect.stringMatching(/^::error file=openapi\/bare\/CHANGELOG\.md,line=1,/),
    `::error file=openapi/bare/${PLATFORM},line=${line},title=bare%3A breaking::${what}`,
    expect.stringMatching(/^::error file=openapi\/half\/openapi\.yaml,line=5,/),
    expect.stringMatching(/^::error file=openapi\/half\/CHANGELOG\.md,line=1,/),
    `::error file=openapi/half/${PLATFORM},line=${line},title=half%3A breaking::${what}`,
    `::warning file=openapi/right/${PLATFORM},line=${line},title=right%3A breaking::${what}`,
    expect.stringMatching(/^::error file=openapi\/worded\/CHANGELOG\.md,line=1,/),
  ]);
  const written = repository.read('summary.md');
  expect(written).toContain('### ❌ bare 1.0.0: 1 breaking');
  expect(written).toContain('### ✅ right 1.0.0 → 2.0.0: 1 breaking');
  expect(written).toContain(`openapi/right/${PLATFORM}:${line} |`);
});

test('an empty section of the changelog, and a version that is back, are not enough', () => {
  const repository = repositoryOf('empty', 'back');
  setVersion(repository, 'empty', '1.1.0');
  repository.write('openapi/empty/CHANGELOG.md', '# Changelog\n\n## 1.1.0, 2026-11-22\n\n## 1.0.0\n\nThe first.\n');
  setVersion(repository, 'back', '0.9.0');
  const { code, out } = repository.diff();
  expect(code).toBe(1);
  expect(out).toContain('CHANGELOG.md says nothing of 1.1.0.');
  expect(out).toContain('info.version went from 1.0.0 to 0.9.0, which is back.');
});

test('a new contract wants its section', () => {
  const repository = repositoryOf('one');
  repository.addContract('two');
  expect(repository.diff(['HEAD'])).toMatchObject({ code: 0, out: expect.stringContaining('two 1.0.0: new') });
  repository.remove('openapi/two/CHANGELOG.md');
  expect(repository.diff(['HEAD'])).toMatchObject({
    code: 1,
    out: expect.stringContaining('CHANGELOG.md says nothing of 1.0.0.'),
  });
});

test('a contract that is gone wants a new version of the package', () => {
  const repository = repositoryOf('one', 'two');
  repository.remove('openapi/two');
  const { code, out } = repository.diff(['HEAD'], { GITHUB_ACTIONS: 'true' });
  expect(code).toBe(1);
  expect(out).toContain('two: gone');
  expect(out).toContain('raise the version in package.json to 0.2.0');
  expect(out).toContain('::error file=package.json,line=1,');
  repository.write('package.json', '{ "version": "0.2.0" }\n');
  expect(repository.diff(['HEAD'])).toMatchObject({ code: 0 });
});

test('a base that is named has to be there', () => {
  const { code, err } = repositoryOf('one').diff(['v9.9.9']);
  expect(code).toBe(2);
  expect(err).toContain('There is no commit v9.9.9 here. Fetch it');
});

test('without a base and without history, it says so and is fine', () => {
  const repository = repositoryOf('one');
  expect(repository.diff()).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Contracts were not compared: .*\n$/),
  });
  expect(repository.diff([], { GITHUB_ACTIONS: 'true' }).out).toMatch(/^::warning::Contracts were not compared/);
  repository.remove('.git');
  expect(repository.diff()).toMatchObject({ code: 0, out: expect.stringContaining('not compared') });
});

test('without a base it is HEAD, then the commit before, then where a branch left origin/main', () => {
  const repository = repositoryOf('one');
  const base = (env = {}) => /^Contracts, compared with \w{7} \((.*)\)/.exec(repository.diff([], env).out)?.[1];
  repository.edit(`openapi/one/${PLATFORM}`, 'name:', '# A comment.\nname:');
  expect(base()).toBe('HEAD');
  repository.commit();
  expect(base()).toBe('HEAD~1');
  repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  expect(base()).toBe('HEAD~1');
  repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD~1');
  expect(base()).toBe('where it left origin/main');
  repository.git('update-ref', 'refs/remotes/origin/next', 'HEAD~1');
  expect(base({ GITHUB_BASE_REF: 'next' })).toBe('where it left origin/next');
});

test('a contract that cannot be read, and an option that nobody knows, are no verdict', () => {
  const repository = repositoryOf('one');
  repository.edit('openapi/one/openapi.yaml', 'paths/profile.yaml', 'paths/nowhere.yaml');
  const { code, err } = repository.diff();
  expect(code).toBe(2);
  expect(err).toContain('is no valid contract');
  expect(repository.diff(['--nonsense'])).toMatchObject({ code: 2, err: expect.stringContaining('--nonsense') });
});

test('--help tells what the ratings mean, and what to type', () => {
  const { code, out } = repositoryOf('one').diff(['--help']);
  expect(code).toBe(0);
  for (const word of ['breaking', 'risky', 'safe', 'origin/main', 'fetch-depth: 0', 'npm run diff -- v1.2.0']) {
    expect(out).toContain(word);
  }
});
