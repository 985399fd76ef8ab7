import type { Json, Method } from './document.ts';

/** Every reason for which a request is refused, whatever the API. How an API words it is a row in its failure table. */
export type FailureKind =
  | 'pathUnknown'
  | 'methodNotAllowed'
  | 'requestMalformed'
  | 'preferenceUnknown'
  | 'rateLimited'
  | 'credentialMissing'
  | 'credentialMalformed'
  | 'credentialUnknown'
  | 'credentialDefective'
  | 'scopeMissing'
  | 'parameterMissing'
  | 'parameterInvalid'
  | 'subjectUnknown'
  | 'subjectConflict'
  | 'bodyMissing'
  | 'bodyTooLarge'
  | 'bodyIncomplete'
  | 'bodyMalformed'
  | 'bodyInvalid'
  | 'mediaTypeUnsupported'
  | 'formMalformed'
  | 'partMissing'
  | 'partRepeated'
  | 'partNotFile'
  | 'partTypeRefused'
  | 'pictureTooLarge'
  | 'pictureInvalid'
  | 'pictureMistyped'
  | 'pictureDimensions'
  | 'storageFailed'
  | 'serverFailed';

/** What was wrong, and where; the shape of Prism's `sl-violations` header. */
export interface Violation {
  /** For example `['request', 'body', 'name']`. */
  location: string[];
  severity: 'Error';
  code: string;
  message: string;
}

export interface FailureDetail {
  /** At least one; the first is the one to speak of. */
  violations: [Violation, ...Violation[]];
  /** The defect of a `credentialDefective`. */
  defect?: string;
  /** The methods that the path does have, of a `methodNotAllowed`: the `Allow` header, where the contract has one. */
  allow?: Method[];
}

/** Which status, which of its examples in the contract, and the words where they depend on the request. */
export interface FailureRow {
  status: number;
  /** Name of an example of that status; of several the first that the operation declares, of none whatever it has. */
  example: string | readonly string[];
  /** Takes the place of the example's text. */
  message?: string;
  headers?: Record<string, string>;
}

/** A row, or how to find it where it depends on the request. */
export type FailureRule = FailureRow | ((detail: FailureDetail) => FailureRow);

/**
 * The failures of one API: a rule for each kind that its operations can meet. The rows' examples are the contract's:
 * bodies and headers exist once, there.
 */
export interface FailureTable {
  rules: Partial<Record<FailureKind, FailureRule>> & Record<'requestMalformed', FailureRule>;
  /** The rows of the defects that test credentials have. */
  defects: Record<string, FailureRow>;
  /** The example's body, saying `message` instead. */
  say(body: Json, message: string, detail: FailureDetail): Json;
}

/** The statuses of kinds that are the same to most APIs (RFC 9110, RFC 6585); the contract words them. */
export const USUAL: Partial<Record<FailureKind, number>> = {
  methodNotAllowed: 405,
  rateLimited: 429,
  storageFailed: 500,
  serverFailed: 500,
};

/** How an API words a failure. A kind without a rule is what it usually is, or a malformed request to that API. */
export function failureRow(table: FailureTable, kind: FailureKind, detail: FailureDetail): FailureRow {
  const defect = detail.defect === undefined ? undefined : table.defects[detail.defect];
  const usual = USUAL[kind];
  const rule =
    defect ??
    table.rules[kind] ??
    (usual === undefined ? table.rules.requestMalformed : { status: usual, example: [] });
  return typeof rule === 'function' ? rule(detail) : rule;
}

/** A request that is not answered as it wished. Thrown where it is noticed, written in one place. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly kind: FailureKind;
  readonly detail: FailureDetail;

  constructor(kind: FailureKind, detail: FailureDetail) {
    // Nobody reads where it was noticed, and to write that down takes as long as to judge.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(detail.violations[0].message);
    Error.stackTraceLimit = stackTraceLimit;
    this.kind = kind;
    this.detail = detail;
  }
}

/** A refusal of what no schema can say of a JSON body; `path` leads to the place in it. `code` is the rule that is broken. */
export function invalidBody(path: string[], message: string, code?: string): Refusal {
  return refuse('bodyInvalid', ['body', ...path], message, code);
}

/** A refusal for one reason, at one place of the request such as `['body', 'avatar']`. `code` is the rule that is broken. */
export function refuse(
  kind: FailureKind,
  place: string[],
  message: string,
  code: string = kind,
  more: Omit<FailureDetail, 'violations'> = {},
): Refusal {
  return new Refusal(kind, {
    violations: [{ location: ['request', ...place], severity: 'Error', code, message }],
    ...more,
  });
}
