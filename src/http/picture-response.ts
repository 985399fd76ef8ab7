import type { IncomingHttpHeaders } from 'node:http';
import fresh from 'fresh';
import parseRange from 'range-parser';

/** Bytes of a picture, ready to be served. */
export interface ServedPicture {
  type: string;
  bytes: Buffer;
  /** Quoted, strong: of the bytes. */
  etag: string;
}

export interface PictureResponse {
  status: number;
  headers: [string, string][];
  body: Buffer;
}

const NOTHING = Buffer.alloc(0);

/** Answers GET and HEAD for a picture: conditional requests (RFC 9110, section 13) and one byte range (section 14). */
export function pictureResponse(method: string, headers: IncomingHttpHeaders, picture: ServedPicture): PictureResponse {
  const common: [string, string][] = [
    ['ETag', picture.etag],
    ['Accept-Ranges', 'bytes'],
    ['Cache-Control', 'no-cache'],
    ['Access-Control-Allow-Origin', '*'],
    ['Cross-Origin-Resource-Policy', 'cross-origin'],
    ['X-Content-Type-Options', 'nosniff'],
  ];
  if (fresh(headers, { etag: picture.etag })) return { status: 304, headers: common, body: NOTHING };
  const size = picture.bytes.length;
  const range =
    wantsRange(headers, picture.etag) && method === 'GET'
      ? parseRange(size, headers.range ?? '', { combine: true })
      : -2;
  if (range === -1) {
    return {
      status: 416,
      headers: [...common, ['Content-Range', `bytes */${size}`], ['Content-Length', '0']],
      body: NOTHING,
    };
  }
  const only = typeof range === 'object' && range.type === 'bytes' && range.length === 1 ? range[0] : undefined;
  const body = only === undefined ? picture.bytes : picture.bytes.subarray(only.start, only.end + 1);
  const part: [string, string][] =
    only === undefined ? [] : [['Content-Range', `bytes ${only.start}-${only.end}/${size}`]];
  return {
    status: only === undefined ? 200 : 206,
    headers: [['Content-Type', picture.type], ['Content-Length', String(body.length)], ...common, ...part],
    body: method === 'HEAD' ? NOTHING : body,
  };
}

function wantsRange(headers: IncomingHttpHeaders, etag: string): boolean {
  const condition = headers['if-range'];
  return headers.range !== undefined && (condition === undefined || condition === etag);
}
