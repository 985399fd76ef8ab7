import { describe, expect, it } from '@jest/globals';
import { apis } from '../../src/apis/index.ts';
import { refuse } from '../../src/contract/failures.ts';
import { languageOf } from '../../src/contract/languages.ts';
import { failureReply } from '../../src/contract/reply.ts';
import { contracts } from '../contracts.ts';
import { faultsOf } from '../declared.ts';

const CHINESE = { languages: ['zh-CN'] };

/** What is asked for, as `Accept-Language` and as `lang`, and the language of the answer. */
const CASES: [accept: string | undefined, lang: string | undefined, language: string | undefined][] = [
  [undefined, undefined, undefined],
  ['', undefined, undefined],
  ['zh-CN', undefined, 'zh-CN'],
  ['ZH-cn', undefined, 'zh-CN'],
  ['zh', undefined, 'zh-CN'],
  ['zh-Hans', undefined, 'zh-CN'],
  ['zh-Hans-CN', undefined, 'zh-CN'],
  ['zh-SG', undefined, 'zh-CN'],
  ['zh-TW', undefined, undefined],
  ['zh-Hant', undefined, undefined],
  ['en', undefined, undefined],
  ['fr', undefined, undefined],
  ['*', undefined, undefined],
  ['zh-CN,zh;q=0.9,en;q=0.8', undefined, 'zh-CN'],
  ['en-GB,en;q=0.9,zh-CN;q=0.8', undefined, undefined],
  ['en;q=0.8, zh-CN;q=0.9', undefined, 'zh-CN'],
  ['fr, zh-CN;q=0.5', undefined, 'zh-CN'],
  ['fr, *;q=0.5, zh-CN;q=0.1', undefined, undefined],
  ['zh-CN;q=0', undefined, undefined],
  ['zh-CN;q=0.000, fr', undefined, undefined],
  ['en;q=0, zh', undefined, 'zh-CN'],
  ['zh-CN ; q=1.000', undefined, 'zh-CN'],
  ['zh-CN;q=2', undefined, undefined],
  ['zh-CN;q=0.1234', undefined, undefined],
  ['zh-CN;q=', undefined, undefined],
  ['zh_CN', undefined, undefined],
  [', ,zh-CN', undefined, 'zh-CN'],
  ['toolongforalanguage, zh-CN', undefined, 'zh-CN'],
  ['a, zh-CN', undefined, 'zh-CN'],
  [`${'x, '.repeat(40)}zh-CN`, undefined, undefined],
  [undefined, 'zh-CN', 'zh-CN'],
  [undefined, 'zh', 'zh-CN'],
  [undefined, 'en', undefined],
  ['zh-CN', 'en', undefined],
  ['en', 'zh-CN', 'zh-CN'],
  ['zh-CN', 'fr', 'zh-CN'],
  ['zh-CN', '', 'zh-CN'],
  ['zh-CN', '../../etc', 'zh-CN'],
];

describe('the language of a failure', () => {
  it.each(CASES)('for Accept-Language %j and lang %j is %j', (accept, lang, language) => {
    const query = new URLSearchParams(lang === undefined ? {} : { lang });
    const headers = accept === undefined ? {} : { 'accept-language': accept };
    expect(languageOf({ contract: CHINESE, query, headers })).toBe(language);
  });

  it('is English where the contract has nothing else', () => {
    const asked = { query: new URLSearchParams('lang=zh-CN'), headers: { 'accept-language': 'zh-CN' } };
    expect(languageOf({ contract: { languages: [] }, ...asked })).toBeUndefined();
  });
});

describe('mastodon', () => {
  const contract = contracts.find(({ api }) => api === 'mastodon');
  const table = apis.find(({ name }) => name === 'mastodon')?.failures;
  if (contract === undefined || table === undefined) throw new Error('There is no mastodon.');

  /** The texts of the facts sheet, 1.1. */
  it.each([
    ['credentialUnknown', undefined, '访问令牌无效', 'The access token is invalid'],
    ['credentialDefective', 'revoked', '访问令牌已被吊销', 'The access token was revoked'],
    ['credentialDefective', 'expired', '访问令牌已过期', 'The access token expired'],
    ['rateLimited', undefined, '请求过于频繁', undefined],
    ['scopeMissing', undefined, 'This action is outside the authorized scopes', undefined],
    ['storageFailed', undefined, 'There was a temporary problem serving your request, please try again', undefined],
  ] as const)('says %s %s in Chinese: %s', (kind, defect, text, challenge) => {
    const { detail } = refuse(kind, [], 'No.', kind, defect === undefined ? {} : { defect });
    for (const operation of contract.operations) {
      const reply = failureReply(contract, operation, table, kind, detail, { language: 'zh-CN' });
      expect(reply.body).toEqual({ error: text });
      const schema = operation.responses.get(reply.status)?.media?.schema;
      expect(faultsOf(contract, schema ?? {}, reply.body)).toEqual([]);
      const told = reply.headers.find(([name]) => name === 'WWW-Authenticate')?.[1];
      if (challenge !== undefined) expect(told).toContain(`error_description="${challenge}"`);
    }
  });

  it('has its languages listed', () => {
    expect(contract.languages).toEqual(['zh-CN']);
  });
});
