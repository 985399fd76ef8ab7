import { describe, expect, it } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';
import { linkRules } from '../../../src/apis/app-net/custom-links.ts';
import { descriptionOf } from '../../../src/apis/app-net/description.ts';
import { htmlOf } from '../../../src/apis/app-net/html.ts';
import { usernamesOf } from '../../../src/apis/app-net/usernames.ts';
import { resolve, type Schema } from '../../../src/contract/document.ts';
import { faultsOf } from '../../declared.ts';
import { seed } from '../../seed.ts';
import { contractNamed } from '../checked.ts';

const RUNS = { seed, numRuns: 500 };
const MAX_LENGTH = 256;
/** What a hostile text takes of the processor at most, in microseconds; a fraction of it is usual. */
const MAX_MICROSECONDS = 100_000;

const contract = contractNamed('app-net');
const usernames = usernamesOf(contract);
const schema = resolve<Schema>(contract.document, { $ref: '#/components/schemas/UserDescription' });

type Sent = Parameters<typeof descriptionOf>[0];

const PIECES = [
  '@adnapi',
  '@AppDotNet',
  '@',
  '#',
  '#API',
  '#ü',
  'App.net',
  'http://',
  'https://example.com/',
  '//',
  '/',
  '.',
  '?',
  '%',
  '%41',
  '|',
  '\\',
  '[',
  ']',
  '(',
  ')',
  '](',
  '[a](http://b.example)',
  '<',
  '>',
  '"',
  "'",
  '&',
  '&amp;',
  '<script>',
  'javascript:',
  ' ',
  '\n',
  '\r\n',
  '\t',
  '\0',
  '\u0301',
  '\u202e',
  'שלום',
  '👩‍👩‍👧',
  '🇩🇪',
  '\ud83d',
  '\ude00',
  '\ufeff',
  'пример.рф',
  'a',
  '_',
  '1',
];

const texts: Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), {
    minLength: 1,
    maxLength: 40,
  })
  .map((pieces) => Array.from(pieces.join('')).slice(0, MAX_LENGTH).join(''))
  .filter((text) => text !== '');

const urls = fc.constantFrom(
  'https://example.com/reference',
  'http://app.net',
  `http://b.example/?a='&b`,
  'HTTPS://rob@[::1]:80/',
  'http://a.example',
);

/** Descriptions as the contract and the rules allow them. */
const sent: Arbitrary<Sent> = texts.chain((text) => {
  const { length } = Array.from(text);
  const link = fc
    .tuple(urls, fc.nat(length - 1), fc.nat(length - 1))
    .map(([url, one, other]) => ({ url, pos: Math.min(one, other), len: Math.abs(one - other) + 1 }));
  const entities = fc.record(
    { links: fc.array(link, { maxLength: 4 }), parse_links: fc.boolean(), parse_markdown_links: fc.boolean() },
    { requiredKeys: [] },
  );
  return fc
    .record({ text: fc.constant(text), entities }, { requiredKeys: ['text'] })
    .map((one): Sent => (linkRules(one as Sent) === undefined ? (one as Sent) : { text }));
});

function described(description: Sent) {
  const found = descriptionOf(description, usernames);
  if (found === undefined) throw new Error('There is no description.');
  return found;
}

describe(`a description, SEED=${seed}`, () => {
  it('has the text of each entity at its place, and no two at one place', () => {
    fc.assert(
      fc.property(sent, (description) => {
        const { text, entities } = described(description);
        const letters = Array.from(text);
        const at = ({ pos, len }: { pos: number; len: number }) => letters.slice(pos, pos + len).join('');
        for (const link of entities.links) {
          expect(at(link)).toBe(link.text);
          if (link.amended_len === undefined) continue;
          expect(at({ pos: link.pos, len: link.amended_len })).toBe(`${link.text} [${new URL(link.url).hostname}]`);
        }
        for (const mention of entities.mentions) expect(at(mention).toLowerCase()).toBe(`@${mention.name}`);
        for (const hashtag of entities.hashtags) expect(at(hashtag).toLowerCase()).toBe(`#${hashtag.name}`);
        const ends = [...entities.links, ...entities.mentions, ...entities.hashtags]
          .sort((one, other) => one.pos - other.pos)
          .flatMap(({ pos, len }) => [pos, pos + len]);
        expect(ends).toEqual([...ends].sort((one, other) => one - other));
      }),
      RUNS,
    );
  });

  it('is as the contract has it', () => {
    fc.assert(
      fc.property(sent, (description) => {
        const { text, entities } = described(description);
        expect(faultsOf(contract, schema, { text, html: htmlOf(text, entities), entities })).toEqual([]);
      }),
      RUNS,
    );
  });

  it('has links to the web only', () => {
    fc.assert(
      fc.property(sent, (description) => {
        for (const { url } of described(description).entities.links) {
          expect(new URL(url).protocol).toMatch(/^https?:$/);
        }
      }),
      RUNS,
    );
  });

  it('keeps its text, but for Markdown and inserted domains', () => {
    fc.assert(
      fc.property(sent, (description) => {
        const { text, entities } = described(description);
        if (description.entities?.parse_markdown_links === true) return;
        const letters = Array.from(text);
        for (const { pos, len, amended_len = len } of entities.links.toReversed())
          letters.splice(pos + len, amended_len - len);
        expect(letters.join('')).toBe(description.text.toWellFormed());
      }),
      RUNS,
    );
  });

  it('is in its HTML, between tags that are ours', () => {
    fc.assert(
      fc.property(sent, (description) => {
        const { text, entities } = described(description);
        const html = htmlOf(text, entities);
        const words = html.replace(OUR_TAGS, '').replaceAll('<br>', '\n');
        expect(words).not.toMatch(/[<>"'\r]|&(?!(?:amp|lt|gt|quot|#39|#13);)/);
        expect(unescaped(words)).toBe(text);
      }),
      RUNS,
    );
  });
});

/** Tags as the server writes them, attributes without anything that ends them. */
const OUR_TAGS = /<\/?span>|<\/a>|<span (?: ?[a-z-]+="[^"<>']*")+>|<a href="https?:[^"<>'\s]*">/gi;

function unescaped(html: string): string {
  return html
    .replaceAll('&#13;', '\r')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** Patterns that make bad matchers slow, each repeated up to the longest text. */
const SLOW = [
  '[',
  '(',
  '[(',
  '{',
  '"',
  '-',
  '.',
  'a.',
  'a-',
  '[a',
  '![',
  '](',
  '[](',
  '#',
  '@',
  '@a',
  '#a',
  'http://',
  'a@',
  'xn--',
  '%',
  '((((a)',
  '[a](',
  '[a](b',
  '[a]((',
  '😀',
  '\u0301',
];

describe('hostile texts', () => {
  it.each(SLOW)('of “%s” take no time', (piece) => {
    for (const start of ['', 'http://example.com/', '[a](http://example.com/', '@', '#']) {
      const text = Array.from(`${start}${piece.repeat(MAX_LENGTH)}`)
        .slice(0, MAX_LENGTH)
        .join('');
      const began = process.cpuUsage();
      const { entities, text: after } = described({
        text,
        entities: { parse_markdown_links: true, parse_links: true },
      });
      htmlOf(after, entities);
      const { user } = process.cpuUsage(began);
      expect([start, user < MAX_MICROSECONDS]).toEqual([start, true]);
    }
  });
});
