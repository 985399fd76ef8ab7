import { describe, expect, it } from '@jest/globals';
import { type Description, descriptionOf } from '../../../src/apis/app-net/description.ts';
import { htmlOf } from '../../../src/apis/app-net/html.ts';
import { usernamesOf } from '../../../src/apis/app-net/usernames.ts';
import { contractNamed } from '../checked.ts';

const usernames = usernamesOf(contractNamed('app-net'));

type Sent = Parameters<typeof descriptionOf>[0];

function described(text: string, entities?: Sent['entities']): Description {
  const description = descriptionOf(entities === undefined ? { text } : { text, entities }, usernames);
  if (description === undefined) throw new Error('There is no description.');
  return description;
}

function inner({ text, entities }: Description): string {
  const html = htmlOf(text, entities);
  const [, between] = /^<span itemscope="https:\/\/app.net\/schemas\/Post">(.*)<\/span>$/s.exec(html) ?? [];
  if (between === undefined) throw new Error(`${html} is not wrapped.`);
  return between;
}

/** What is linked without being asked for: the part of the text, where it begins, where it leads. */
const ADDRESSES: [text: string, links: [text: string, pos: number, url: string][]][] = [
  ['I read App.net', [['App.net', 7, 'http://App.net']]],
  ['https://example.com/a?b=c#d.', [['https://example.com/a?b=c#d', 0, 'https://example.com/a?b=c#d']]],
  [
    '👍🏽 example.com (example.org/a_(b))',
    [
      ['example.com', 3, 'http://example.com'],
      ['example.org/a_(b)', 16, 'http://example.org/a_(b)'],
    ],
  ],
  ['http://пример.рф/путь', [['http://пример.рф/путь', 0, 'http://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C']]],
  [
    'http://example.com/a|b%zz%41#c#d',
    [['http://example.com/a|b%zz%41#c#d', 0, 'http://example.com/a%7Cb%25zz%41#c%23d']],
  ],
  ['http://[::1]:80/a', [['http://[::1]:80/a', 0, 'http://[::1]/a']]],
  ['javascript:alert(1) data:text/html,x ftp://example.com mailto:rob@example.com //example.com', []],
  ['rob@example.com', []],
  ['version 1.2.3 of node.js', []],
  ['שלום example.com', [['example.com', 5, 'http://example.com']]],
];

describe('addresses in a description', () => {
  it.each(ADDRESSES)('of %j are linked', (text, links) => {
    const { entities } = described(text);
    expect(entities.links).toEqual(links.map(([part, pos, url]) => ({ url, text: part, pos, len: [...part].length })));
  });

  it.each([
    [undefined, ['App.net']],
    [{}, ['App.net']],
    [{ links: [] }, []],
    [{ parse_links: false }, []],
    [{ links: [], parse_links: true }, ['App.net']],
    [{ links: [{ url: 'https://example.com', pos: 0, len: 1 }], parse_links: true }, ['I', 'App.net']],
    [{ links: [{ url: 'https://app.net', pos: 6, len: 1 }], parse_links: true }, [' ', 'App.net']],
    [{ links: [{ url: 'https://app.net', pos: 7, len: 3 }], parse_links: true }, ['App']],
  ])('are linked with %j as asked for', (entities, linked) => {
    expect(described('I read App.net', entities).entities.links.map(({ text }) => text)).toEqual(linked);
  });
});

/** The username that is mentioned and the place, of texts that mention anybody. */
const MENTIONS: [text: string, mentions: [name: string, id: string, pos: number, len: number][]][] = [
  ['@appdotnet', [['appdotnet', '3', 0, 10]]],
  [
    '(@AppDotNet) and @adnapi.',
    [
      ['appdotnet', '3', 1, 10],
      ['adnapi', '1558', 17, 7],
    ],
  ],
  ['👩‍👩‍👧 @adnapi', [['adnapi', '1558', 6, 7]]],
  ['@adnapi@adnapi', [['adnapi', '1558', 0, 7]]],
  ['@nobody @adnapis @adnapié rob@adnapi @@adnapi @constructor @__proto__', []],
];

/** The tag and its place, of texts that have any. */
const HASHTAGS: [text: string, hashtags: [name: string, pos: number, len: number][]][] = [
  ['#API', [['api', 0, 4]]],
  [
    '(#a_1) #2 #ÜBER #日本語',
    [
      ['a_1', 1, 4],
      ['2', 7, 2],
      ['über', 10, 5],
      ['日本語', 16, 4],
    ],
  ],
  [
    '#हिन्दी #e\u0301t',
    [
      ['हिन्दी', 0, 7],
      ['e\u0301t', 8, 4],
    ],
  ],
  ['# a#b ##c #😀 @#d', []],
];

describe('a description', () => {
  it.each(MENTIONS)('%j mentions known users', (text, mentions) => {
    expect(described(text).entities.mentions).toEqual(mentions.map(([name, id, pos, len]) => ({ name, id, pos, len })));
  });

  it.each(HASHTAGS)('%j has hashtags', (text, hashtags) => {
    expect(described(text).entities.hashtags).toEqual(hashtags.map(([name, pos, len]) => ({ name, pos, len })));
  });

  it.each(['http://example.com/#tag', 'http://example.com/@adnapi', 'https://example.com/a#b/@adnapi'])(
    '%s is a link and nothing else',
    (text) => {
      const { entities } = described(text);
      expect([entities.links.length, entities.mentions, entities.hashtags]).toEqual([1, [], []]);
    },
  );

  it('#app.net is a hashtag and no address', () => {
    const { entities } = described('#app.net');
    expect([entities.links, entities.hashtags.map(({ name }) => name)]).toEqual([[], ['app']]);
  });

  it('without text is none', () => {
    expect(descriptionOf({ text: '' }, usernames)).toBeUndefined();
  });

  it('has U+FFFD where a surrogate has no partner', () => {
    expect(described('\ud83d #a\ude00').text).toBe('\ufffd #a\ufffd');
  });
});

/** Whether the domain is inserted behind a custom link, by its words. */
const DOMAINS: [words: string, url: string, inserted: string][] = [
  ['reference', 'https://example.com/reference', ' [example.com]'],
  ['example.com', 'https://example.com/reference', ''],
  ['EXAMPLE.com/reference', 'https://www.example.com', ''],
  ['https://example.com/', 'http://example.com', ''],
  ['example.com', 'https://evil.example', ' [evil.example]'],
  ['example.com@evil.example', 'https://evil.example', ' [evil.example]'],
  ['evil.example/example.com', 'https://example.com', ' [example.com]'],
  ['my example.com', 'https://example.com', ' [example.com]'],
  ['here', 'https://пример.рф/'.replace('пример.рф', 'xn--e1afmkfd.xn--p1ai'), ' [xn--e1afmkfd.xn--p1ai]'],
  ['here', 'http://rob:secret@example.com:8080/', ' [example.com]'],
  ['😀😀', 'http://[::1]/', ' [[::1]]'],
];

describe('custom links', () => {
  it.each(DOMAINS)('%j to %s are followed by “%s”', (words, url, inserted) => {
    const len = [...words].length;
    const { text, entities } = described(`😀 ${words}! #a`, { links: [{ url, pos: 2, len }] });
    const amended = inserted === '' ? {} : { amended_len: len + inserted.length };
    expect(text).toBe(`😀 ${words}${inserted}! #a`);
    expect(entities.links).toEqual([{ url, text: words, pos: 2, len, ...amended }]);
    expect(entities.hashtags).toEqual([{ name: 'a', pos: 4 + len + inserted.length, len: 2 }]);
  });

  it('that touch stand one behind the other, in the order of the text', () => {
    const links = [
      { url: 'http://b.example', pos: 1, len: 1 },
      { url: 'http://a.example', pos: 0, len: 1 },
    ];
    const { text, entities } = described('ab', { links });
    expect(text).toBe('a [a.example]b [b.example]');
    expect(entities.links.map(({ pos, amended_len }) => [pos, amended_len])).toEqual([
      [0, 13],
      [13, 13],
    ]);
  });

  it('make a text longer than could be sent', () => {
    const links = Array.from({ length: 256 }, (_, pos) => ({ url: 'https://example.com', pos, len: 1 }));
    const { text, entities } = described('😀'.repeat(256), { links });
    expect([[...text].length, entities.links.length]).toEqual([256 * 15, 256]);
  });

  it('move what stands behind them, not what stands before', () => {
    const { text, entities } = described('#a App.net b #c', {
      links: [{ url: 'http://example.com', pos: 11, len: 1 }],
      parse_links: true,
    });
    expect(text).toBe('#a App.net b [example.com] #c');
    expect(entities.links.map((link) => [link.text, link.pos])).toEqual([
      ['App.net', 3],
      ['b', 11],
    ]);
    expect(entities.hashtags.map(({ pos }) => pos)).toEqual([0, 27]);
  });

  it('go before mentions and hashtags', () => {
    const { entities } = described('@adnapi #a', { links: [{ url: 'http://example.com', pos: 3, len: 6 }] });
    expect([entities.links.length, entities.mentions, entities.hashtags]).toEqual([1, [], []]);
  });
});

/** Texts with Markdown, what is left of them, and what is linked then. */
const MARKDOWN: [text: string, left: string, links: [text: string, url: string][]][] = [
  ['A [word](http://example.com).', 'A word [example.com].', [['word', 'http://example.com']]],
  ['[example.com](example.com/a_(b))', 'example.com', [['example.com', 'http://example.com/a_(b)']]],
  [
    '[😀](http://a.example)[b](http://b.example)',
    '😀 [a.example]b [b.example]',
    [
      ['😀', 'http://a.example'],
      ['b', 'http://b.example'],
    ],
  ],
  [
    '[x](javascript:alert(1)) [y](word) [](http://example.com) [z](http://a.example b)',
    '[x](javascript:alert(1)) [y](word) [](http://example.com) [z](http://a.example b)',
    [
      ['http://example.com', 'http://example.com'],
      ['http://a.example', 'http://a.example'],
    ],
  ],
  [
    '[\ud83d](http://a.example)[\ude00](http://b.example)',
    '\ufffd [a.example]\ufffd [b.example]',
    [
      ['\ufffd', 'http://a.example'],
      ['\ufffd', 'http://b.example'],
    ],
  ],
  ['[x](a,example.com)', '[x](a,example.com)', [['example.com', 'http://example.com']]],
];

describe('links in Markdown', () => {
  it.each(MARKDOWN)('%j', (sent, text, links) => {
    const found = described(sent, { parse_markdown_links: true });
    expect(found.text).toBe(text);
    expect(found.entities.links.map((link) => [link.text, link.url])).toEqual(links);
  });

  it('are text unless they are asked for', () => {
    expect(described('A [word](http://example.com).', { links: [] }).text).toBe('A [word](http://example.com).');
  });

  it('let custom links keep their words', () => {
    const { text, entities } = described('[a](http://a.example) b [c](http://c.example) d', {
      parse_markdown_links: true,
      links: [
        { url: 'http://d.example', pos: 46, len: 1 },
        { url: 'http://b.example', pos: 22, len: 1 },
      ],
    });
    expect(text).toBe('a [a.example] b [b.example] c [c.example] d [d.example]');
    expect(entities.links.map((link) => [link.text, link.pos])).toEqual([
      ['a', 0],
      ['b', 14],
      ['c', 28],
      ['d', 42],
    ]);
  });
});

/** Texts and what stands between the outer tags. */
const HTML: [text: string, html: string][] = [
  ['plain', 'plain'],
  [`<b>"Tom" & 'Rob'</b>`, '&lt;b&gt;&quot;Tom&quot; &amp; &#39;Rob&#39;&lt;/b&gt;'],
  ['a\nb\r\nc\r', 'a<br>b&#13;<br>c&#13;'],
  ['@AppDotNet', '<span itemprop="mention" data-mention-id="3" data-mention-name="appdotnet">@AppDotNet</span>'],
  ['#API', '<span itemprop="hashtag" data-hashtag-name="api">#API</span>'],
  ['I read App.net', 'I read <a href="http://App.net">App.net</a>'],
  [
    `http://example.com/?a='b'&c`,
    `<a href="http://example.com/?a=&#39;b&#39;&amp;c">http://example.com/?a=&#39;b&#39;&amp;c</a>`,
  ],
  ['&amp;#a', '&amp;amp;<span itemprop="hashtag" data-hashtag-name="a">#a</span>'],
];

describe('the HTML of a description', () => {
  it.each(HTML)('of %j', (text, html) => {
    expect(inner(described(text))).toBe(html);
  });

  it('has the inserted domain behind the link', () => {
    const links = [{ url: `https://example.com/?a="&'`.replace('"', '%22'), pos: 0, len: 3 }];
    expect(inner(described('<i>', { links }))).toBe(
      '<a href="https://example.com/?a=%22&amp;&#39;">&lt;i&gt;</a> [example.com]',
    );
  });
});
