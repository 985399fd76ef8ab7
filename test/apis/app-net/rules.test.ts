import { describe, expect, it } from '@jest/globals';
import { failures } from '../../../src/apis/app-net/failures.ts';
import { localeOf } from '../../../src/apis/app-net/locale.ts';
import { profileRules } from '../../../src/apis/app-net/rules.ts';
import { resolve, type Schema } from '../../../src/contract/document.ts';
import { failureRow, refuse } from '../../../src/contract/failures.ts';
import { faultsOf } from '../../declared.ts';
import { contractNamed } from '../checked.ts';

const contract = contractNamed('app-net');
const update = resolve<Schema>(contract.document, { $ref: '#/components/schemas/UserUpdate' });

const link = (pos: number, len: number, url = 'https://example.com') => ({ url, pos, len });

/** Texts with links that are right, and those that are not with what is said of them. */
const LINKS: [text: string, links: ReturnType<typeof link>[], broken: string | undefined][] = [
  ['abc', [link(0, 3)], undefined],
  ['abc', [link(2, 1), link(0, 2)], undefined],
  ['😀😀', [link(0, 1), link(1, 1)], undefined],
  ['😀😀', [link(0, 3)], 'ends behind the text'],
  ['abc', [link(3, 1)], 'ends behind the text'],
  ['abc', [link(1e300, 1)], 'ends behind the text'],
  ['', [link(0, 1)], 'ends behind the text'],
  ['abc', [link(1, 2), link(0, 2)], 'overlap'],
  ['abc', [link(0, 1), link(0, 1)], 'overlap'],
  ['abc', [link(0, 1, 'http://%zz')], 'leads to no host'],
  ['[a](http://a.example) b', [link(22, 1)], undefined],
  ['[a](http://a.example) b', [link(1, 1)], 'overlap'],
  ['[a](javascript:x) b', [link(1, 1)], undefined],
];

/** What the schema itself says of links. */
const REFUSED = [
  link(0, 1, 'javascript:alert(1)'),
  link(0, 1, 'JavaScript://example.com/%0aalert(1)'),
  link(0, 1, 'data:text/html,x'),
  link(0, 1, 'ftp://example.com'),
  link(0, 1, 'mailto:rob@example.com'),
  link(0, 1, '//example.com'),
  link(0, 1, 'http:///'),
  link(0, 1, 'https://example.com/"><script>'),
  link(0, 1, ' https://example.com'),
  link(-1, 1),
  link(0, 0),
  link(0.5, 1),
];

describe('the rules of a profile', () => {
  it.each(LINKS)('for %j with the links %j', (text, links, broken) => {
    const refusal = profileRules({ description: { text, entities: { links, parse_markdown_links: true } } });
    expect(refusal?.detail.violations[0].message ?? '').toContain(broken ?? '');
    expect(refusal === undefined).toBe(broken === undefined);
    if (refusal !== undefined) {
      expect(failureRow(failures, refusal.kind, refusal.detail)).toEqual({ status: 400, example: 'entitiesInvalid' });
    }
  });

  it.each(REFUSED)('do not come to the link %j', (refused) => {
    expect(faultsOf(contract, update, { description: { text: 'a', entities: { links: [refused] } } })).not.toEqual([]);
  });

  it('let custom links touch Markdown that nobody reads', () => {
    const links = [link(1, 1)];
    expect(profileRules({ description: { text: '[a](http://a.example)', entities: { links } } })).toBeUndefined();
  });

  it('count the annotations that are written, not those that go', () => {
    const gone = Array.from({ length: 500 }, (_, index) => ({ type: `com.example.number-${index}` }));
    expect(profileRules({ annotations: gone })).toBeUndefined();
    const large = { type: 'com.example.large', value: { text: 'x'.repeat(8_192) } };
    expect(profileRules({ annotations: [large] })?.detail.violations[0].code).toBe('tooLarge');
    const twice = profileRules({ annotations: [{ type: 'com.example.a', value: {} }, { type: 'com.example.a' }] });
    expect(twice?.detail.violations[0].code).toBe('repeated');
  });
});

describe('a link without its url', () => {
  it('is told as a wrong entity, and a description without its text as that', () => {
    const missing = (key: string, ...path: string[]) =>
      refuse('bodyInvalid', ['body', ...path], `must have required property '${key}'`, 'required').detail;
    expect(failureRow(failures, 'bodyInvalid', missing('url', 'description', 'entities', 'links', '0'))).toMatchObject({
      example: 'entitiesInvalid',
    });
    expect(failureRow(failures, 'bodyInvalid', missing('text', 'description'))).toMatchObject({
      example: 'descriptionTextMissing',
    });
  });
});

describe('a locale', () => {
  it.each([
    ['en', 'en_US'],
    ['en-GB', 'en_GB'],
    ['de', 'de_DE'],
    ['pt', 'pt_BR'],
    ['pt_PT', 'pt_PT'],
    ['zh', 'zh_CN'],
    ['iw', 'iw_IL'],
    ['eo', 'eo_AA'],
    ['ar_AA', 'ar_AA'],
  ])('%s comes back as %s', (sent, locale) => {
    expect(profileRules({ locale: sent })).toBeUndefined();
    expect(localeOf(sent)).toBe(locale);
  });

  it.each(['zz', 'en_QX', 'zz_AA', 'xx_US'])('%s is unknown', (locale) => {
    expect(profileRules({ locale })?.detail.violations[0].location).toEqual(['request', 'body', 'locale']);
  });

  it('has a region whatever the language', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    const known = letters
      .flatMap((one) => letters.map((other) => one + other))
      .filter((language) => profileRules({ locale: language }) === undefined);
    expect(known.length).toBeGreaterThan(150);
    expect(known.filter((language) => !/^[a-z]{2}_[A-Z]{2}$/.test(localeOf(language)))).toEqual([]);
  });
});
