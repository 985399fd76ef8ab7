import type { Api } from '../index.ts';
import { failures } from './failures.ts';
import { handlers } from './handlers.ts';
import { avatarUrlRules } from './rules.ts';
import { seed } from './seed.ts';

export const behaviour = { seed, handlers };

export const creatorsHub: Api = {
  name: 'creators-hub',
  failures,
  behaviour,
  rules: { replaceMyAvatarByUrl: avatarUrlRules, replaceUserAvatarByUrl: avatarUrlRules },
};
