import { type Document, METHODS, type RateLimit } from '../../document.ts';
import { token } from '../../json-pointer.ts';
import { additive, breaking, type Change, isSame, type Judgement, placed, wording } from '../change.ts';

const RULE = 'x-rate-limits';

/** How often one may call. Limits of an operation take the place of the document's, and are compared with those when they are new, or gone. */
export function rateLimits(base: Document, revision: Document): Change[] {
  const [general, newGeneral] = [base[RULE], revision[RULE]];
  const operations = Object.entries(base.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const [own, newOwn] = [item[method]?.[RULE], revision.paths[path]?.[method]?.[RULE]];
      if (isSame(own, newOwn) || revision.paths[path]?.[method] === undefined) return [];
      const where = `#/paths/${token(path)}/${method}/${RULE}`;
      return judged(own ?? general, newOwn ?? newGeneral).map((judgement) => placed(judgement, where));
    }),
  );
  return [...judged(general, newGeneral).map((judgement) => placed(judgement, `#/${RULE}`)), ...operations];
}

/** A limit is looser when it allows at least as much in at most the same time. */
function judged(before: RateLimit[] = [], after: RateLimit[] = []): Judgement[] {
  const judgements = after.flatMap((limit, at): Judgement[] => {
    const old = before.find((candidate) => isTheSame(candidate, limit));
    if (old === undefined) return [{ ...breaking(RULE, `New limit: ${told(limit)}.`), at }];
    if (old.requests === limit.requests && old.seconds === limit.seconds) return provenanceOnly(old, limit, at);
    const isLooser = limit.requests >= old.requests && limit.seconds <= old.seconds;
    return [
      { ...(isLooser ? additive : breaking)(RULE, `The limit changed from ${told(old)} to ${told(limit)}.`), at },
    ];
  });
  const lifted = before.filter((old) => !after.some((limit) => isTheSame(old, limit)));
  return [...judgements, ...lifted.map((old) => additive(RULE, `No longer a limit: ${told(old)}.`))];
}

function isTheSame(one: RateLimit, other: RateLimit): boolean {
  return one.per === other.per && one.only === other.only;
}

function provenanceOnly(old: RateLimit, limit: RateLimit, at: number): Judgement[] {
  if (old['x-provenance'] === limit['x-provenance']) return [];
  return [{ ...wording(RULE, `The limit of ${told(limit)} is ${limit['x-provenance']} now.`), at }];
}

function told({ requests, seconds, per, only }: RateLimit): string {
  return `${requests} ${only ?? 'requests'} in ${seconds} s per ${per}`;
}
