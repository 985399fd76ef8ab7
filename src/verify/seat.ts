import type { Operation } from '../contract/contract.ts';
import type { Session } from './target.ts';
import type { WireRequest } from './wire.ts';

/** Requests after which a session starts anew, so that no rate limit is met by chance: at most so many, … */
const REQUESTS_PER_SESSION = 40;
/** … and of the narrowest limit this share. */
const SHARE_OF_LIMIT = 0.7;

/** Where one request after the other is made from: a session, and what it has been used for. */
export class Seat {
  readonly #session: Session;
  #asked = 0;
  #isTouched = false;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The request in this session, or in a new one where what came before has changed something. */
  async take({ rateLimits }: Operation, request: WireRequest, keep: boolean): Promise<WireRequest> {
    const most = Math.min(REQUESTS_PER_SESSION, ...rateLimits.map(({ requests }) => requests * SHARE_OF_LIMIT));
    if (!keep && (this.#isTouched || this.#asked >= most)) await this.renew();
    this.#asked++;
    return this.#session.within(request);
  }

  /** Says that what was asked may have changed something: the next one starts anew. */
  touch(): void {
    this.#isTouched = true;
  }

  async renew(): Promise<void> {
    if (this.#asked > 0) await this.#session.renew();
    this.#asked = 0;
    this.#isTouched = false;
  }
}
