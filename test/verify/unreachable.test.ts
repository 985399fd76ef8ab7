import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Ended, startPortrait } from './command-line.ts';

const PATIENCE_MS = 60_000;

const fileOf = (name: string): string => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));
const SELF_SIGNED = fileOf('self-signed.pem');

let secure: Server;
const plain = createHttpServer((_, response) => response.end());
beforeAll(async () => {
  const identity = { key: readFileSync(fileOf('key.pem')), cert: readFileSync(SELF_SIGNED) };
  secure = createServer(identity, (_, response) => response.end());
  for (const server of [secure, plain]) await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => {
  for (const server of [secure, plain]) server.close();
});

const portOf = (server: Pick<Server, 'address'>): number => (server.address() as AddressInfo).port;
const verify = (url: string, environment = {}): Promise<Ended> =>
  startPortrait(['verify', url, '--api', 'mastodon', '--operation', 'deleteProfileAvatar'], tmpdir(), environment)
    .ended;

describe('a server that cannot be talked to, told with the way out:', () => {
  test(
    'its certificate is its own',
    async () => {
      const url = `https://127.0.0.1:${portOf(secure)}`;
      const { code, said } = await verify(url);
      expect(said).toContain('say NODE_EXTRA_CA_CERTS=cert.pem before the command');
      expect(said).not.toContain('--use-system-ca');
      expect(code).toBe(2);
      expect((await verify(url, { NODE_EXTRA_CA_CERTS: SELF_SIGNED })).said).not.toContain('gives no answer');
    },
    PATIENCE_MS,
  );

  test(
    'it does not speak TLS',
    async () => {
      const { code, said } = await verify(`https://127.0.0.1:${portOf(plain)}`);
      expect(said).toContain('does not speak TLS: try http:// instead of https://. Is the server running');
      expect(said).not.toMatch(/EPROTO|\.c:/);
      expect(code).toBe(2);
    },
    PATIENCE_MS,
  );
});
