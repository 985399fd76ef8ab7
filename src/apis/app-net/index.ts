import type { Api } from '../index.ts';
import { failures } from './failures.ts';
import { handlers } from './handlers.ts';
import { profileRules } from './rules.ts';
import { seed } from './seed.ts';

export const behaviour = { seed, handlers };

export const appNet: Api = {
  name: 'app-net',
  failures,
  behaviour,
  rules: { replaceMyProfile: profileRules, updateMyProfile: profileRules },
};
