import type { Api } from '../index.ts';
import { failures } from './failures.ts';
import { handlers } from './handlers.ts';
import { seed } from './seed.ts';

export const behaviour = {
  seed,
  handlers,
  /** Adapty names requests by 32 hexadecimal digits: a UUID without its hyphens. */
  headers: (requestId: string): Record<string, string> => ({ 'Request-Id': requestId.replaceAll('-', '') }),
};

export const adapty: Api = { name: 'adapty', failures, behaviour };
