import { rawCases } from '../../src/verify/cases/uploads/raw-cases.ts';
import { targets, testVerdicts } from './verdicts.ts';

testVerdicts(targets(false), rawCases, 15);
