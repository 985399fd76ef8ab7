import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningMock, startMock } from '../mock-process.ts';

const SECRET = 'portrait-adnapi-update-profile';

let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock();
});

afterAll(() => mock.stop());

/** Sends a text as it is; gives the status of the answer. */
function rawStatus(text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(mock.origin).port), '127.0.0.1', () => socket.write(text));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(data.toString())?.[1]));
    });
    socket.once('error', reject);
  });
}

function patch(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${mock.origin}/users/me`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

async function journal(): Promise<string> {
  const pages = ['/_portrait/requests', '/_portrait/requests.har'];
  return (await Promise.all(pages.map(async (page) => (await fetch(`${mock.origin}${page}`)).text()))).join('\n');
}

describe('own pages', () => {
  it.each([
    ['localhost', 200],
    ['127.0.0.1:4010', 200],
    ['[::1]', 200],
    ['localhost.', 200],
    ['evil.example', 403],
    ['evil.example.', 403],
    ['evil.example.:4010', 403],
    ['evil.example:', 403],
    ["evil'example", 403],
    ['localhost:99999', 403],
    ['256.256.256.256', 403],
    ['[::::]', 403],
  ])('answer the Host %s with %i', async (host, status) => {
    expect(await rawStatus(`GET /_portrait/health HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toBe(status);
  });
});

describe('the journal', () => {
  it.each([
    ['a JSON key', `{"name":"M","access_token":"${SECRET}"}`],
    ['a JSON key with odd spaces', `{"access_token" :\n "${SECRET}"}`],
    ['broken JSON', `{"access_token":"${SECRET}"`],
    ['JSON without quotes', `{"access_token":${SECRET}}`],
  ])('has no credential of %s', async (_, body) => {
    await patch(body);
    expect(await journal()).not.toContain(SECRET);
    expect(mock.output()).not.toContain('portrait-adnapi');
  });

  it('has no credential of a form, a referrer or a URL', async () => {
    const form = new FormData();
    form.set('access_token', SECRET);
    form.set('avatar', new Blob(['no picture'], { type: 'image/png' }), 'a.png');
    await fetch(`${mock.origin}/users/me/avatar`, { method: 'POST', body: form });
    await patch('{}', { referer: `http://app.example/?access_token=${SECRET}` });
    await rawStatus(`GET http://user:${SECRET}@x/users/1558/avatar HTTP/1.1\r\nHost: x\r\n\r\n`);
    const kept = await journal();
    expect(kept).not.toContain(SECRET);
    expect(kept).not.toContain(Buffer.from(SECRET).toString('base64').slice(4, 20));
    expect(mock.output()).not.toContain(SECRET);
  });

  it('has pictures in base64, and nothing sent to HEAD', async () => {
    await fetch(`${mock.origin}/_portrait/requests`, { method: 'DELETE' });
    const bytes = Buffer.from(await (await fetch(`${mock.origin}/avatar_image.jpg`)).arrayBuffer());
    await fetch(`${mock.origin}/users/me/avatar`, { method: 'HEAD' });
    const { log } = (await (await fetch(`${mock.origin}/_portrait/requests.har`)).json()) as {
      log: { entries: { response: { content: object; bodySize: number } }[] };
    };
    const [picture, head] = log.entries.map(({ response }) => response);
    expect(picture?.content).toMatchObject({ encoding: 'base64', text: bytes.toString('base64'), size: bytes.length });
    expect(head).toMatchObject({ bodySize: 0, content: { size: 0, text: '' } });
  });

  it('leaves out what the browser asks by itself', async () => {
    await fetch(`${mock.origin}/_portrait/requests`, { method: 'DELETE' });
    const asked = { origin: 'http://app.example', 'access-control-request-method': 'PATCH' };
    expect((await fetch(`${mock.origin}/users/me`, { method: 'OPTIONS', headers: asked })).status).toBe(204);
    const { requests } = (await (await fetch(`${mock.origin}/_portrait/requests`)).json()) as { requests: object[] };
    expect(requests).toEqual([]);
  });
});

describe('the log', () => {
  it('has one line for a request, whatever is in it', async () => {
    await fetch(`${mock.origin}/users/1558/avatar?__example=%0aFORGED%1b%5b31m`);
    await patch('[\nFORGED\u001b[31m', { authorization: `Bearer ${SECRET}` });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(mock.output()).not.toMatch(/^FORGED/m);
    expect(mock.output()).not.toContain('\u001b');
  });
});

describe('a body with a finding for each of its items', () => {
  it('is refused quickly and remembered in short', async () => {
    for (let round = 0; round < 5; round++) {
      const body = `{"x":${round},"annotations":[${'1,'.repeat(120_000)}1]}`;
      expect((await patch(body, { authorization: `Bearer ${SECRET}` })).status).toBe(400);
      const short = `{"x":${round},"annotations":[${'1,'.repeat(1_900)}1]}`;
      expect((await patch(short, { authorization: `Bearer ${SECRET}` })).status).toBe(400);
    }
    const { requests } = (await (await fetch(`${mock.origin}/_portrait/requests`)).json()) as {
      requests: { verdict: { violations: object[] } }[];
    };
    for (const { verdict } of requests) expect(verdict.violations.length).toBeLessThanOrEqual(20);
  });
});

describe('a body that comes while the mock does not get to run', () => {
  it('waits there, and is none that has stopped', async () => {
    const body = '{"name":"Mark"}';
    const socket = connect(Number(new URL(mock.origin).port), '127.0.0.1');
    const head = `PATCH /users/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${SECRET}\r\nContent-Type: application/json\r\n`;
    socket.write(`${head}Content-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`);
    await sleep(150);
    mock.process.kill('SIGSTOP');
    socket.write(body.slice(5));
    await sleep(1_800);
    mock.process.kill('SIGCONT');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString('latin1', 0, 12)).toBe('HTTP/1.1 200');
  });
});

describe('a picture', () => {
  const path = '/avatar_image.jpg';

  it('lets a script ask beforehand that follows a redirect with its credential', async () => {
    const asked = {
      origin: 'http://app.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    };
    const response = await fetch(`${mock.origin}${path}`, { method: 'OPTIONS', headers: asked });
    expect([response.status, response.headers.get('access-control-allow-headers')]).toEqual([204, 'authorization']);
  });

  it('has no other method', async () => {
    const response = await fetch(`${mock.origin}${path}`, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('getMyAvatar', () => {
  it.each([
    ['portrait-adnapi-stream', 'stream'],
    [SECRET, 'update_profile'],
  ])('lists the scopes of %s', async (token, scopes) => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${mock.origin}/users/me/avatar`, { headers, redirect: 'manual' });
    expect([response.status, response.headers.get('x-oauth-scopes')]).toEqual([302, scopes]);
  });

  it('answers a query that is longer than headers may be with 400', async () => {
    expect(
      (await fetch(`${mock.origin}/users/1558/avatar?x=${'a'.repeat(20_000)}`, { redirect: 'manual' })).status,
    ).toBe(400);
  });
});

describe('a made-up failure', () => {
  it.each([
    ['/users/1558/avatar', 'GET', 404, (body: Answer) => body.meta?.code],
    ['/api/v2/server-side-api/profile/', 'DELETE', 429, (body: Answer) => body.status_code],
  ])('of %s repeats its status', async (path, method, status, codeOf) => {
    const headers = {
      prefer: `code=${status}, dynamic=true, seed=3`,
      authorization: 'Api-Key secret_live_portrait.GoodKeyOfTheCoastApp000000000001',
      'adapty-customer-user-id': 'customer-1001',
    };
    const response = await fetch(`${mock.origin}${path}`, { method, headers });
    expect([response.status, codeOf((await response.json()) as Answer)]).toEqual([status, status]);
  });
});

interface Answer {
  meta?: { code: number };
  status_code?: number;
}

describe('getUserAvatar', () => {
  it.each(['0x6', '1e0', '%206', '6.0', '+6'])('takes /user/%s/avatar for no number', async (id) => {
    const headers = { authorization: 'Bearer portrait-user-6' };
    expect((await fetch(`${mock.origin}/api/public/user/${id}/avatar`, { headers })).status).toBe(400);
  });
});

describe('portrait mock', () => {
  it('stops at once, though somebody keeps a silent connection open', async () => {
    const other = await startMock();
    const socket = connect(Number(new URL(other.origin).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('GET /_portrait/hea');
    const began = performance.now();
    expect(await other.stop()).toBe(0);
    expect(performance.now() - began).toBeLessThan(3_000);
    socket.destroy();
  });
});
