import type { Api } from '../index.ts';
import { failures } from './failures.ts';

export const creatorsHub: Api = { name: 'creators-hub', failures };
