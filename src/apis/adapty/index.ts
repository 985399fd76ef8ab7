import type { Api } from '../index.ts';
import { failures } from './failures.ts';

export const adapty: Api = { name: 'adapty', failures };
