import type { Api } from '../index.ts';
import { failures } from './failures.ts';

export const appNet: Api = { name: 'app-net', failures };
