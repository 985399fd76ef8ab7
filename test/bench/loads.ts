import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { Load } from './load.ts';

const AUTHORIZATION = 'Bearer portrait-adnapi-update-profile';
const BOUNDARY = 'portrait-bench-boundary';
const PICTURE_BYTES = 200_000;

/** The request that tells whether a server answers. Without the contract's base path: stock Prism does not know it. */
export const PROBE = {
  method: 'PATCH',
  path: '/users/me',
  headers: { authorization: AUTHORIZATION, 'content-type': 'application/json' },
  body: '{"name":"Mark Thurman 3"}',
} as const satisfies Load;

export interface Scenario {
  title: string;
  load: Load;
  withBare: boolean;
  /** Times the throughput of stock Prism that we want. */
  timesStock: number;
  /** Share of the bare server's throughput that we want. */
  ofBare?: number;
}

let counter = 0;

/** Each name is another one, so that no answer can be remembered. */
const UNSEEN: Load = {
  ...PROBE,
  body: () => JSON.stringify({ name: `Mark Thurman ${counter++}`, locale: 'en_US' }),
};

/** A form with a picture of 200 kB. The file name differs each time, so that no two bodies are the same. */
export const UPLOAD: Load = {
  method: 'POST',
  path: '/users/me/avatar',
  headers: { authorization: AUTHORIZATION, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  body: () => Buffer.concat([formHead(counter++), picture, FORM_END]),
};

const FORM_END = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
export const picture = await noisyPicture();

function formHead(number: number): Buffer {
  const disposition = `Content-Disposition: form-data; name="avatar"; filename="avatar-${number}.jpg"`;
  return Buffer.from(`--${BOUNDARY}\r\n${disposition}\r\nContent-Type: image/jpeg\r\n\r\n`);
}

/** Noise compresses badly: the side that gives 200 kB is found by trying. */
async function noisyPicture(): Promise<Buffer> {
  for (let side = 300; ; side += 10) {
    const bytes = await sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
      .jpeg()
      .toBuffer();
    if (bytes.length >= PICTURE_BYTES) return bytes;
  }
}

export function loads(): Scenario[] {
  return [
    { title: 'a repeated JSON request', load: PROBE, withBare: true, timesStock: 15, ofBare: 0.6 },
    { title: 'JSON requests never seen before', load: UNSEEN, withBare: true, timesStock: 3 },
    { title: 'multipart uploads of 200 kB', load: UPLOAD, withBare: true, timesStock: 2 },
  ];
}

/** What the reference server is asked over and over. */
export const READ: Load = {
  method: 'GET',
  path: '/api/public/user/6/avatar',
  headers: { authorization: 'Bearer portrait-user-6' },
};

/** A write that has to be on the disk before it is answered. */
export const WRITE: Load = { ...PROBE, path: `/stream/0${PROBE.path}` };

export const REDIRECT: Load = { method: 'GET', path: '/users/1558/avatar?w=64', headers: {}, expected: '3xx' };
