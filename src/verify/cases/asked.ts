import type { OutgoingHttpHeaders } from 'node:http';
import type { WireRequest } from '../wire.ts';

/** A request as it shall go over the wire: the path as it is written, no header added but Host and the framing. */
export interface Sent {
  method: string;
  path: string;
  /** `host: ''` sends none at all; what is undefined is left out. */
  headers?: OutgoingHttpHeaders;
  body?: string | Buffer | undefined;
}

/** A request, and in words what is particular about it. */
export type Asked = [title: string, request: Sent];

/** A text as a title has it: its beginning, and how long it is. */
export function shown(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}… (${text.length})` : text;
}

/** For the runner's wire. */
export function wired({ method, path, headers = {}, body }: Sent): WireRequest {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return {
    method,
    target: path,
    headers: Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
    body: typeof body === 'string' ? Buffer.from(body) : body,
  };
}
