import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Api } from '../../src/apis/index.ts';
import { ROOT } from '../../src/contract/sources.ts';
import { type Mutant, mutatedSource } from './mutant.ts';

const APIS = pathToFileURL(join(ROOT, 'src/apis/')).href;

let current: { mutant: Mutant; url: string } | undefined;
let count = 0;

/** Modules of an API that are asked for with a mark are loaded anew, and so are those that they ask for. */
registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const mark = context.parentURL?.split('?mutant=')[1];
    if (mark === undefined || !resolved.url.startsWith(APIS) || resolved.url.includes('?')) return resolved;
    return { ...resolved, url: `${resolved.url}?mutant=${mark}` };
  },
  load(url, context, next) {
    const [plain] = url.split('?mutant=');
    if (current === undefined || plain === url || plain !== current.url) return next(url, context);
    const source = stripTypeScriptTypes(mutatedSource(current.mutant));
    return { format: 'module', source, shortCircuit: true };
  },
});

/**
 * The API with one thing wrong, beside the sound one.
 * @throws whatever the changed code does when it is loaded.
 */
export async function mutatedApi(mutant: Mutant): Promise<Api> {
  current = { mutant, url: pathToFileURL(join(ROOT, mutant.file)).href };
  count += 1;
  const index: Record<string, unknown> = await import(`${APIS}${mutant.api}/index.ts?mutant=${count}`);
  const api = Object.values(index).find((one): one is Api => (one as Api).failures !== undefined);
  if (api === undefined) throw new Error(`${mutant.api} exports no API.`);
  return api;
}
