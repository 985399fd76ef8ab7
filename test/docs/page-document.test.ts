import { describe, expect, it } from '@jest/globals';
import { apis } from '../../src/apis/index.ts';
import { contractOf } from '../../src/contract/contract.ts';
import { bundledDocument } from '../../src/contract/sources.ts';
import { pageDocument } from '../../src/docs/page-document.ts';
import { wordsOf } from '../../src/docs/words.ts';

interface Marked {
  description?: string;
  'x-provenance'?: string;
}

/** Everything in a document that says where it is known from, by where it stands. */
function provenances(node: unknown, place = ''): [place: string, node: Marked][] {
  if (typeof node !== 'object' || node === null) return [];
  const own: [string, Marked][] = 'x-provenance' in node ? [[place, node as Marked]] : [];
  return [...own, ...Object.entries(node).flatMap(([key, child]) => provenances(child, `${place}/${key}`))];
}

describe.each(apis.map(({ name }) => name))('page of %s', (api) => {
  const contract = contractOf(api, bundledDocument(api));
  const words = wordsOf('en');
  const document = pageDocument(contract, words);
  const opening = document.info.description ?? '';

  it('shows the provenance of every operation, response, parameter and header', () => {
    const shown = provenances({ paths: document.paths, components: document.components });
    expect(shown.length).toBeGreaterThan(10);
    for (const [place, { description, 'x-provenance': provenance }] of shown) {
      expect([place, description]).toEqual([
        place,
        expect.stringMatching(new RegExp(`^(\`\\w+\` )?\\[${provenance}\\]\\(#/section/provenance "${provenance}"\\)`)),
      ]);
    }
  });

  it('opens with what the contract says, word for word', () => {
    for (const paragraph of (contract.document.info.description ?? '').split(/\n\n+/)) {
      expect(opening).toContain(paragraph.trim());
    }
  });

  it('has a place for the first call, failures, credentials, the legend and the changelog', () => {
    for (const title of [words.firstCall, words.errors, words.credentials, words.provenance, words.changelog]) {
      expect(opening).toContain(`\n\n## ${title}\n`);
    }
    for (const { name, credential } of contract.credentials) {
      const entry = opening
        .split('\n- ')
        .find((text) => text.startsWith(`\`${name}\` `) && text.includes(`\n  \`${credential}\``));
      expect([name, entry]).toEqual([name, expect.any(String)]);
    }
  });

  it('tells of every failure by its name', () => {
    const failures = contract.operations
      .flatMap(({ responses }) => [...responses.values()])
      .filter(({ status }) => status >= 400);
    expect(failures.length).toBeGreaterThan(5);
    for (const name of failures.flatMap(({ exampleNames }) => exampleNames))
      expect(opening).toContain(`- \`${name}\` `);
  });

  it('shows how much a caller may do', () => {
    for (const { requests } of contract.document['x-rate-limits'] ?? []) expect(opening).toContain(`| ${requests} |`);
  });
});
