import { nameOf } from '../json-pointer.ts';
import { additive, breaking, type Change, type Judgement, missingIn, risky, shown, wording } from './change.ts';
import type { RedoclyChange } from './redocly.ts';

/** A correction of Redocly: nothing when it has no opinion, `'none'` when there is no change at all. */
type Correction = (change: RedoclyChange) => Judgement | 'none' | undefined;

const WORDS = new Set(
  'description summary title tags externalDocs termsOfService contact license $comment name'.split(' '),
);
const WORDY_TYPES = new Set(['Info', 'Tag', 'TagList', 'ExternalDocs', 'License', 'Contact']);

/** Our own rules judge these: Redocly looks neither into lists of extensions nor into values of examples. */
const OURS = new Set(['SpecExtension', 'Example', 'NamedExamples', 'ExamplesMap']);

/**
 * Where Redocly is wrong about our contracts, by the kind of node and, of a modified one, its key. A schema that several places
 * share is told once, at the first of them, so what is asked of its place is asked of that one.
 */
const CORRECTIONS: Record<string, Correction> = {
  'Info version': () => 'none',
  'PathItem key': ({ impact, ...change }) =>
    impact === 'major'
      ? undefined
      : breaking('path-variable', `${fromTo(change)}. Clients call the variable by its name.`),
  'RequestBody added': ({ revision }) =>
    (revision?.value as { required?: boolean } | undefined)?.required === true
      ? breaking('request-body', 'A body is required where none was.')
      : undefined,
  'Response removed': ({ path }) =>
    isFailure(path)
      ? risky('response-status', `The failure ${lastOf(path)} is gone. What is answered in its place?`)
      : undefined,
  'Response added': ({ path }) =>
    risky(
      'response-status',
      `${isFailure(path) ? 'The failure' : 'The success'} ${lastOf(path)} is new; callers do not expect it.`,
    ),
  'MediaType added': ({ path }) =>
    isInResponse(path) ? risky('response-media-type', `Answers may be ${lastOf(path)} as well.`) : undefined,
  'Header required': ({ revision }) =>
    revision?.value === true
      ? additive('response-header', 'The header is always there now.')
      : breaking('response-header', 'The header may be absent now.'),
  'Header key': (change) => wording('response-header', `${fromTo(change)}. Case does not matter.`),
  'Schema removed': ({ path }) => {
    if (path.startsWith('#/components/schemas/')) {
      return risky('schema-name', `The schema ${lastOf(path)} is gone; generated types are called by that name.`);
    }
    if (isInResponse(path))
      return isWhole(path) ? breaking('schema', 'Nothing is promised of the value any more.') : undefined;
    if (!/\/properties\/[^/]+$/.test(path)) return undefined;
    return risky('request-property', `\`${lastOf(path)}\` is no longer spoken of: callers may still send it.`);
  },
  'Schema added': ({ path }) =>
    isWhole(path) && !isInResponse(path)
      ? breaking('schema', 'Any value was taken; now there is a schema.')
      : undefined,
  'Schema default': (change) => {
    if (isInResponse(change.path)) return undefined;
    return change.base?.value === undefined
      ? risky('default', `The default is ${shown(change.revision?.value)} now, and was not told before.`)
      : breaking(
          'default',
          `The default changed from ${shown(change.base.value)} to ${shown(change.revision?.value)}.`,
        );
  },
  'Encoding contentType': ({ base, revision }) => partTypes(typesOf(base?.value), typesOf(revision?.value)),
  'Encoding added': partRestricted,
  'EncodingMap added': partRestricted,
  'Parameter allowEmptyValue': ({ revision }) =>
    revision?.value === true ? additive('parameter', 'An empty value is taken, too.') : undefined,
  // Whose security it is then, and what that changes, our own rule knows.
  'SecurityRequirementList added': () => 'none',
  'SecurityRequirementList removed': () => 'none',
  'ServerList added': ({ path }) =>
    risky('servers', `${lastOf(path)} of its own: can it still be called where it could?`),
  'ServerVariable enum': (change) => {
    const [before, after] = [change.base?.value, change.revision?.value] as (string[] | undefined)[];
    const isNarrower = after !== undefined && (before === undefined || missingIn(before, after).length > 0);
    return (isNarrower ? breaking : additive)('server-variable', `${fromTo(change)}.`);
  },
  'ServerVariable default': (change) => risky('server-variable', `${fromTo(change)}.`),
  'SecurityScheme bearerFormat': (change) => risky('bearer-format', `${fromTo(change)}. It is a hint only.`),
};

/** Ways to get tokens. */
const FLOWS = new Set(['OAuth2Flows', 'AuthorizationCode', 'ImplicitFlow', 'PasswordFlow', 'ClientCredentials']);

/** Where tokens come from. */
const TOKEN_URLS = new Set(['authorizationUrl', 'tokenUrl', 'refreshUrl']);

/** Redocly's change in our terms. Nothing when it is none, or when rules of ours judge it. */
export function ratedChange(change: RedoclyChange): Change | undefined {
  if (OURS.has(change.typeName)) return undefined;
  const { property } = change;
  if (property === 'example' || property === 'examples' || property?.startsWith('x-')) return undefined;
  const judgement = correctionOf(change) ?? asRedoclyHasIt(change);
  return judgement === 'none' ? undefined : { ...judgement, where: whereOf(change) };
}

function correctionOf(change: RedoclyChange): ReturnType<Correction> {
  const { kind, typeName, property } = change;
  if (property !== undefined && TOKEN_URLS.has(property)) return breaking('oauth-flow', `${fromTo(change)}.`);
  if (kind === 'removed' && FLOWS.has(typeName))
    return breaking('oauth-flow', 'Tokens can no longer be had in this way.');
  return CORRECTIONS[`${typeName} ${kind === 'modified' ? property : kind}`]?.(change);
}

function asRedoclyHasIt(change: RedoclyChange): Judgement {
  const { impact, verdicts, kind, typeName, property } = change;
  const [verdict] = verdicts;
  const rule = verdict?.ruleId ?? 'redocly';
  if (impact === 'major') return breaking(rule, verdicts.map(({ message }) => message).join(' '));
  const isWords = WORDY_TYPES.has(typeName) || (property !== undefined && WORDS.has(property));
  if (isWords)
    return wording(rule, property === undefined ? `${typeName} ${kind}.` : `\`${property}\` is worded otherwise.`);
  // Redocly takes much for a patch that allows or promises something: a longer text, one more value.
  const what = verdict?.message ?? (kind === 'modified' ? `${fromTo(change)}.` : `${typeName} ${kind}.`);
  return additive(rule, what);
}

function whereOf({ path, property }: RedoclyChange): string {
  return property === undefined || property === 'key' ? path : `${path === '#/' ? '#' : path}/${property}`;
}

function fromTo({ property, base, revision }: Pick<RedoclyChange, 'property' | 'base' | 'revision'>): string {
  return `\`${property}\` changed from ${shown(base?.value)} to ${shown(revision?.value)}`;
}

function partRestricted({ path }: RedoclyChange): Judgement {
  return breaking('part-media-type', `Parts of any media type were taken: ${lastOf(path)} is new.`);
}

function partTypes(before: string[], after: string[]): Judgement | 'none' {
  const refused = missingIn(before, after);
  if (refused.length > 0) return breaking('part-media-type', `The part no longer takes ${refused.join(', ')}.`);
  const taken = missingIn(after, before);
  return taken.length > 0 ? additive('part-media-type', `The part takes ${taken.join(', ')} too.`) : 'none';
}

function typesOf(value: unknown): string[] {
  return String(value ?? '')
    .split(',')
    .map((type) => type.trim());
}

function lastOf(path: string): string {
  return nameOf(path.slice(path.lastIndexOf('/') + 1));
}

function isFailure(path: string): boolean {
  return /^([45]|default)/.test(lastOf(path));
}

/** Whether a schema stands for a whole body, header or parameter. */
function isWhole(path: string): boolean {
  return path.endsWith('/schema');
}

function isInResponse(path: string): boolean {
  return path.includes('/responses/');
}
