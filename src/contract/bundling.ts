import './lean-redocly.ts';
import type { RuleConfig } from '@redocly/openapi-core';
import { referenceResolver } from './reference-resolver.ts';

/** A document whose references to other files were made internal, and what is wrong with it. */
export interface Bundling {
  document: unknown;
  /** `file:line:column reason`, each once; none where nothing is. */
  problems(): Promise<string[]>;
}

/**
 * Bundles a document with Redocly, and lints it by these rules when it is asked for problems. `shown` says how a file is
 * called there.
 * @throws Error of Redocly's own where a file is no YAML, or of no kind that it knows.
 */
export async function bundlingOf(
  ref: string,
  rules: Readonly<Record<string, RuleConfig>>,
  shown: (file: string) => string,
): Promise<Bundling> {
  // Redocly is large, and needed here only.
  const { bundle, createConfig, getLineColLocation, lint } = await import('@redocly/openapi-core');
  const config = await createConfig({ rules });
  const reading = async () => ({ ref, config, externalRefResolver: await referenceResolver(config) });
  const { bundle: result, problems } = await bundle(await reading());
  return {
    document: result.parsed,
    async problems() {
      const all = problems.length > 0 ? problems : await lint(await reading());
      const said = all
        .filter(({ severity }) => severity === 'error')
        .map(({ location: [place], message }) => {
          if (place === undefined) return message;
          const { start } = getLineColLocation(place);
          return `${shown(place.source.absoluteRef)}:${start.line}:${start.col} ${message}`;
        });
      return [...new Set(said)];
    },
  };
}
