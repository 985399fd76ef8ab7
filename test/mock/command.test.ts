import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type RunningMock, startMock } from '../mock-process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const running: RunningMock[] = [];

async function started(...args: string[]): Promise<RunningMock> {
  const mock = await startMock(...args);
  running.push(mock);
  return mock;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.stop()));
});

/** Runs the command to its end. */
async function run(...args: string[]): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, ['bin/portrait.js', ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

describe('portrait', () => {
  it('teaches with --help', async () => {
    const { code, output } = await run('mock', '--help');
    expect(code).toBe(0);
    for (const word of ['--port', '--api', '--any-token', '--no-watch', '--log-format', 'Prefer: code=']) {
      expect(output).toContain(word);
    }
  });

  it.each([
    [['mock', '--api', 'friendster'], /There is no API “friendster”\. There are mastodon, /],
    [['mock', '--port', 'many'], /A port is a number from 0 to 65535/],
    [['mock', '--contracts', '/nowhere', '--port', '0'], /There is no folder \/nowhere/],
    [['mok'], /unknown command 'mok'/],
  ])('%j ends with a reason and a code that is not 0', async (args, message) => {
    const { code, output } = await run(...args);
    expect(code).not.toBe(0);
    expect(output).toMatch(message);
  });

  it('names the way out when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { code, output } = await run('mock', '--port', String((other.address() as AddressInfo).port));
    other.close();
    expect([code, output]).toEqual([2, expect.stringMatching(/Port \d+ of 127\.0\.0\.1 is taken.*--port 0/)]);
  });
});

describe('portrait mock', () => {
  it('says first where it listens', async () => {
    const mock = await started();
    expect(mock.output()).toMatch(/^portrait mock listening on http:\/\/127\.0\.0\.1:\d+\n/);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('finishes what is in flight at %s, then exits with 0', async (signal) => {
    const mock = await started();
    const ended = once(mock.process, 'exit');
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"name":');
      mock.process.kill(signal);
      await new Promise((resolve) => setTimeout(resolve, 300));
      yield Buffer.from('"Mark Thurman 3"}');
    };
    const response = await fetch(`${mock.origin}/users/me`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer portrait-adnapi-update-profile', 'content-type': 'application/json' },
      body: ReadableStream.from(chunks()),
      duplex: 'half',
    } as RequestInit);
    expect([response.status, ((await response.json()) as { meta: unknown }).meta]).toEqual([200, { code: 200 }]);
    expect(await ended).toEqual([0, null]);
  });

  it('serves the chosen API only', async () => {
    const mock = await started('--api', 'adapty');
    const { apis } = (await (await fetch(`${mock.origin}/_portrait/health`)).json()) as { apis: { name: string }[] };
    expect(apis.map(({ name }) => name)).toEqual(['adapty']);
    expect((await fetch(`${mock.origin}/stream/0/users/me/avatar`)).headers.get('content-type')).toBe(
      'application/problem+json',
    );
  });

  it('logs one JSON object a line with --log-format json', async () => {
    const mock = await started('--log-format', 'json');
    await fetch(`${mock.origin}/users/1558/avatar?access_token=secret`, { redirect: 'manual' });
    await mock.stop();
    const lines = mock
      .output()
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({ status: 302, operation: 'getUserAvatar', url: '/users/1558/avatar?access_token=***' }),
    );
  });
});
