import type { Api } from '../index.ts';
import { failures } from './failures.ts';
import { profileRules } from './rules.ts';

export const appNet: Api = {
  name: 'app-net',
  failures,
  rules: { replaceMyProfile: profileRules, updateMyProfile: profileRules },
};
