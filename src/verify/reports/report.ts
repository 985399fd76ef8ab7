import type { Coverage } from '../coverage/coverage.ts';
import type { Finding, Summary } from '../finding.ts';
import type { Observation } from '../observation.ts';

/**
 * One way of telling a run. Told of everything as it happens, in order; what it writes grows with the findings, not
 * with what went well (but for the recording formats, which write as they go).
 */
export interface Report {
  /** Once, before the first request; `planned` is how many operations will be tried. */
  begin?(
    run: Pick<Summary, 'origin' | 'server' | 'seed' | 'startedAt' | 'contracts'> & { planned: number },
  ): void | Promise<void>;
  /** Every exchange, with what was expected of it. */
  observed?(observation: Observation): void | Promise<void>;
  /** Each finding when it is first made; not again when it is made again. */
  found?(finding: Finding): void | Promise<void>;
  /** Once, at the end. */
  end(summary: Summary, coverage: Coverage): void | Promise<void>;
}
