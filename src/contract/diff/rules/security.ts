import { type Document, METHODS } from '../../document.ts';
import { token } from '../../json-pointer.ts';
import { isPublic } from '../../security.ts';
import { additive, breaking, type Change, isSame, type Judgement, risky, shown, wording } from '../change.ts';
import type { NodePair } from '../node-pairs.ts';

type Security = Record<string, string[]>[];

/**
 * What an operation demands, its own list or else the document's. Redocly takes it for harmless that anybody may call: for
 * callers it is, but it may be an oversight. And where a list appears or goes, Redocly does not ask which one holds then.
 */
export function operationSecurity(base: Document, revision: Document): Change[] {
  return Object.entries(base.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const [operation, now] = [item[method], revision.paths[path]?.[method]];
      if (operation === undefined || now === undefined) return [];
      const [before, after] = [operation.security ?? base.security, now.security ?? revision.security];
      const judgement =
        opened(before, after) ?? (isMoved(operation, now, base, revision) ? moved(before, after) : undefined);
      return judgement ? [{ ...judgement, where: `#/paths/${token(path)}/${method}/security` }] : [];
    }),
  );
}

function opened(before: Security = [], after: Security = []): Judgement | undefined {
  if (isPublic(before) || !isPublic(after)) return undefined;
  return risky('operation-security', 'Anybody may call it now, without a credential.');
}

type Secured = { security?: Security };

/** Whether another list holds now than before: the operation's or the document's. */
function isMoved(operation: Secured, now: Secured, base: Secured, revision: Secured): boolean {
  const isOwn = operation.security !== undefined;
  if (isOwn !== (now.security !== undefined)) return true;
  return !isOwn && (base.security === undefined) !== (revision.security === undefined);
}

function moved(before: Security = [], after: Security = []): Judgement | undefined {
  if (isSame(before, after) || isPublic(after)) return undefined;
  const refused = (isPublic(before) ? [{}] : before).filter((old) => !after.some((one) => isEnough(old, one)));
  if (refused.length === 0)
    return additive('operation-security', 'Another list of credentials holds; the old ones are enough.');
  return breaking('operation-security', `Another list of credentials holds; ${shown(refused)} is no longer enough.`);
}

/** Whether who fulfils the old requirement fulfils the other one. */
function isEnough(old: Record<string, string[]>, other: Record<string, string[]>): boolean {
  return Object.entries(other).every(([scheme, scopes]) => {
    const had = old[scheme];
    return had !== undefined && scopes.every((scope) => had.includes(scope));
  });
}

/** The scopes that apps can ask for, which Redocly does not compare. */
export function oauthScopes({ where, isMap, base, revision }: NodePair): Change[] {
  if (!isMap || !where.endsWith('/scopes')) return [];
  const at = (scope: string) => `${where}/${token(scope)}`;
  return [...new Set([...Object.keys(base), ...Object.keys(revision)])].flatMap((scope) => {
    if (base[scope] === revision[scope]) return [];
    if (!(scope in revision)) {
      return [{ ...breaking('oauth-scopes', `Apps can no longer ask for ${scope}.`), where: at(scope) }];
    }
    if (!(scope in base)) return [{ ...additive('oauth-scopes', `Apps can ask for ${scope}.`), where: at(scope) }];
    return [{ ...wording('oauth-scopes', `${scope} is described otherwise.`), where: at(scope) }];
  });
}
