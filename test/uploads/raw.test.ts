import { rawCases } from './raw-cases.ts';
import { targets, testVerdicts } from './verdicts.ts';

testVerdicts(targets(false), rawCases, 15);
