import { positiveDataAcceptance } from './acceptance.ts';
import { allowHeader } from './allow-header.ts';
import type { Check } from './check.ts';
import { conformanceChecks } from './conformance-checks.ts';
import { failureConformance } from './failure-conformance.ts';
import { notAServerError } from './not-a-server-error.ts';
import { rejectionChecks } from './rejection.ts';

/** What each answer by itself is held against. What takes several requests is checked by `sequences/`. */
export const answerChecks: readonly Check[] = [
  notAServerError,
  ...conformanceChecks,
  positiveDataAcceptance,
  ...rejectionChecks,
  failureConformance,
  allowHeader,
];
