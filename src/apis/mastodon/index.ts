import type { Api } from '../index.ts';
import { failures } from './failures.ts';
import { handlers } from './handlers.ts';
import { seed } from './seed.ts';

export const behaviour = {
  seed,
  handlers,
  /** Rails names requests by UUIDs. */
  headers: (requestId: string): Record<string, string> => ({ 'X-Request-Id': requestId }),
};

export const mastodon: Api = { name: 'mastodon', failures, behaviour };
