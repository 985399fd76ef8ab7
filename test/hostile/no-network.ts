import { Resolver } from 'node:dns/promises';
import { Socket } from 'node:net';

/**
 * Loaded before a server (`NODE_OPTIONS=--import`), it takes the network away from it: no name has an address, and
 * connections lead to this machine only. A database here can still be reached, and so can the server itself.
 */

const unreachable = (code: string): Error => Object.assign(new Error('there is no network here'), { code });

const resolve = (): Promise<never> => Promise.reject(unreachable('ENOTFOUND'));
Object.assign(Resolver.prototype, { resolve4: resolve, resolve6: resolve });

const connect = Socket.prototype.connect;

Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
  const options = given.flat().find((one) => typeof one === 'object' && one !== null) as { host?: string } | undefined;
  const host = options?.host;
  if (host === undefined || ['127.0.0.1', '::1', 'localhost'].includes(host)) {
    return (connect as (...all: unknown[]) => Socket).apply(this, given);
  }
  process.nextTick(() => this.destroy(unreachable('ENETUNREACH')));
  return this;
} as typeof connect;
