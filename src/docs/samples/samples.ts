import type { Contract, Operation } from '../../contract/contract.ts';
import { sampleCall } from '../../contract/sample-call.ts';
import { curlCommand } from '../../edge/start-page/curl.ts';
import { javascriptSample } from './javascript.ts';
import { pythonSample } from './python.ts';
import { typescriptSample } from './typescript.ts';

/** What readers choose from. */
export const SAMPLE_LANGUAGES = ['curl', 'JavaScript', 'TypeScript', 'Python'] as const;

/** One entry of `x-codeSamples`. */
export interface CodeSample {
  lang: string;
  label: (typeof SAMPLE_LANGUAGES)[number];
  source: string;
}

/** Where the samples are sent: the mock, as `npm start` starts it. */
export const MOCK_ORIGIN = 'http://127.0.0.1:4010';

/**
 * The call that gets an operation's first success, in every language. A generator of snippets
 * (@readme/httpsnippet 11) was tried instead: it loses the file of a raw upload, sends a file's name for the file in
 * JavaScript, reads JSON where there is none, and has neither openapi-fetch nor Python without a package.
 */
export function samplesOf(contract: Contract, operation: Operation): CodeSample[] {
  const call = sampleCall(contract, operation);
  const [success = 200] = operation.responses.keys();
  const redirects = success >= 300 && success < 400;
  return [
    { lang: 'shell', label: 'curl', source: curlCommand(contract, operation, MOCK_ORIGIN) },
    { lang: 'javascript', label: 'JavaScript', source: javascriptSample(call, MOCK_ORIGIN, redirects) },
    { lang: 'typescript', label: 'TypeScript', source: typescriptSample(contract.api, call, MOCK_ORIGIN, redirects) },
    { lang: 'python', label: 'Python', source: pythonSample(call, MOCK_ORIGIN, redirects) },
  ];
}
