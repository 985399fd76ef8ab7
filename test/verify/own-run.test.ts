import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { Coverage } from '../../src/verify/coverage/coverage.ts';
import { gapDifference, knownGapsIn } from '../../src/verify/coverage/gaps.ts';
import { DEEP } from '../deep.ts';
import { startMock } from '../mock-process.ts';
import type { RunningProcess } from '../running-process.ts';
import { seed } from '../seed.ts';
import { IN_MEMORY, startServe } from '../server-process.ts';

const GAPS = fileURLToPath(new URL('coverage-gaps.yaml', import.meta.url));
const RUN = fileURLToPath(new URL('own-run-process.ts', import.meta.url));

/** Milliseconds; a busy machine takes its time. */
const PATIENCE = 290_000;

interface Done {
  findings: string[];
  coverage: Coverage;
  exchanges: number;
}

/** Everything that verify tries. */
async function run(server: RunningProcess): Promise<Done> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [RUN, server.origin, String(seed)], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(stdout) as Done;
  } finally {
    await server.stop();
  }
}

describe(`verify, SEED=${seed}`, () => {
  it(
    'finds nothing at the reference server, and leaves nothing uncovered but what is explained',
    async () => {
      const { findings, coverage, exchanges } = await run(await startServe(IN_MEMORY, '--log-format', 'off'));
      expect(findings).toEqual([]);
      expect(gapDifference(coverage, knownGapsIn(GAPS))).toEqual({ unknown: [], stale: [] });
      expect(exchanges).toBeGreaterThan(5_000);
    },
    PATIENCE,
  );

  (DEEP ? it : it.skip)(
    'finds nothing at the mock',
    async () => {
      expect((await run(await startMock('--log-format', 'off'))).findings).toEqual([]);
    },
    PATIENCE,
  );
});
