import { positiveDataAcceptance } from './acceptance.ts';
import { allowHeader } from './allow-header.ts';
import type { Check } from './check.ts';
import { conformanceChecks } from './conformance-checks.ts';
import { cors } from './cors.ts';
import { failureConformance } from './failure-conformance.ts';
import { headerRules } from './header-rules.ts';
import { notAServerError } from './not-a-server-error.ts';
import { rejectionChecks } from './rejection.ts';

/** What each answer by itself is held against. What takes several requests is checked by `sequences/`. */
export const answerChecks: readonly Check[] = [
  notAServerError,
  ...conformanceChecks,
  headerRules,
  cors,
  positiveDataAcceptance,
  ...rejectionChecks,
  failureConformance,
  allowHeader,
];
