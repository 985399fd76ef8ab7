import { BlockList, isIP } from 'node:net';
import type { Json } from '../../contract/document.ts';
import { type Refusal, refuse } from '../../contract/failures.ts';

/** Addresses that lead to no public host: private, loopback, link-local and reserved ones (RFC 6890). */
const PRIVATE: [network: string, prefix: number, family: 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

const privateAddresses = new BlockList();
for (const [network, prefix, family] of PRIVATE) privateAddresses.addSubnet(network, prefix, family);

/**
 * The URL of a new avatar must not lead into a private network (facts sheet 3.6). Here as far as the URL itself tells;
 * what a name resolves to is known to those who fetch.
 */
export function avatarUrlRules(body: Json): Refusal | undefined {
  const { avatarUrl } = body as { avatarUrl: string };
  const host = URL.parse(avatarUrl)
    ?.hostname.replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (host === undefined || !isPrivate(host)) return undefined;
  return refuse('bodyInvalid', ['body', 'avatarUrl'], `“${host}” is a private address.`, 'private');
}

function isPrivate(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return host === 'localhost' || host.endsWith('.localhost');
  return privateAddresses.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
