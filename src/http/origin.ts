import type { IncomingMessage } from 'node:http';

const HOST = /^(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** The origin under which the client sees this server, from Host; the server's own where that is no host. */
export function originOf({ headers: { host } }: IncomingMessage, own: string): string {
  return host !== undefined && isHost(host) ? `http://${host}` : own;
}

/** The name or address in Host, lower case, without a port or a closing dot; undefined where it is no host. */
export function hostNameOf({ headers: { host } }: IncomingMessage): string | undefined {
  if (host === undefined || !isHost(host.replace(/\.(?=:|$)/, ''))) return undefined;
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$|\.$/g, '');
}

let lastHost = '';

/** Callers say the same again and again: the last one that was a host needs no second look. */
function isHost(host: string): boolean {
  if (host === lastHost) return true;
  const is = host.length <= 255 && HOST.test(host) && URL.canParse(`http://${host}`);
  if (is) lastHost = host;
  return is;
}

/** Path and query of a request target in origin or absolute form (RFC 9112, section 3.2), as they were sent. */
export function targetOf(url: string): { path: string; search: string } {
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
  const mark = target.indexOf('?');
  return mark < 0 ? { path: target, search: '' } : { path: target.slice(0, mark), search: target.slice(mark + 1) };
}
