import type { BaseResolver, Config } from '@redocly/openapi-core';

/** What a document may take that somebody else serves. */
const REMOTE = { allow: [], maxBytes: 8 * 1024 * 1024, timeoutMs: 10_000, maxRedirects: 3, accept: '*/*' };

/** How often what an alias stands for may be needed: YAML of a kilobyte can stand for more than fits in any memory. */
const MAX_ALIASES = 10_000;
const ANCHOR = /(?:^|[\s[{,])&[^\s,[\]{}]/;

/**
 * What reads the files of a contract for Redocly: those on the web from public hosts only, bounded in time and size; none
 * whose aliases multiply without end. Bundling changes what it has read: to lint, another one is needed.
 */
export async function referenceResolver({ resolve }: Config): Promise<BaseResolver> {
  const { BaseResolver: Resolver, ResolveError, Source } = await import('@redocly/openapi-core');
  return new (class extends Resolver {
    override async loadExternalRef(ref: string) {
      const isRemote = /^https?:\/\//i.test(ref);
      const source = isRemote ? new Source(ref, await remote(ref)) : await super.loadExternalRef(ref);
      if (ANCHOR.test(source.body)) await refuseBombs(source.body);
      return source;
    }
  })(resolve);

  async function remote(url: string): Promise<string> {
    const { guardedFetch } = await import('../http/guarded-fetch.ts');
    try {
      return (await guardedFetch(url, REMOTE)).bytes.toString();
    } catch (error) {
      throw new ResolveError(new Error(`${url} cannot be fetched: ${(error as Error).message}`));
    }
  }

  async function refuseBombs(text: string): Promise<void> {
    const { parse } = await import('yaml');
    try {
      parse(text, { maxAliasCount: MAX_ALIASES, logLevel: 'silent' });
    } catch (error) {
      if (error instanceof ReferenceError)
        throw new ResolveError(new Error('its aliases stand for more than fits in any memory'));
      // What else is wrong with it, Redocly says with its place.
    }
  }
}
