import type { Api } from '../index.ts';
import { failures } from './failures.ts';
import { avatarUrlRules } from './rules.ts';

export const creatorsHub: Api = {
  name: 'creators-hub',
  failures,
  rules: { replaceMyAvatarByUrl: avatarUrlRules, replaceUserAvatarByUrl: avatarUrlRules },
};
