import type { Api } from '../index.ts';
import { failures } from './failures.ts';

export const mastodon: Api = { name: 'mastodon', failures };
