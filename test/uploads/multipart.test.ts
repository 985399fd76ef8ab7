import { multipartCases } from './multipart-cases.ts';
import { targets, testVerdicts } from './verdicts.ts';

testVerdicts(targets(true), multipartCases, 40);
