import { multipartCases } from '../../src/verify/cases/uploads/multipart-cases.ts';
import { targets, testVerdicts } from './verdicts.ts';

testVerdicts(targets(true), multipartCases, 40);
