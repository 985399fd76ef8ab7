/** `private`: the URL, a redirect or a name leads to a private address; `notFetchable`: everything else. */
export type GuardedFetchCode = 'private' | 'notFetchable';

/** Why something was not fetched. The message goes on after “The URL cannot be fetched: ”. */
export class GuardedFetchError extends Error {
  readonly code: GuardedFetchCode;

  constructor(code: GuardedFetchCode, message: string) {
    super(message);
    this.name = 'GuardedFetchError';
    this.code = code;
  }
}
