/** `npm run check:static` runs it: says which words of a contract are untranslated, or were changed since. */
import { apis } from '../apis/index.ts';
import { bundledDocument } from '../contract/sources.ts';
import { languagesOf } from './languages.ts';
import { readOverlay } from './overlay.ts';
import { problemsOf, wordingsOf } from './translations.ts';

for (const { name } of apis) {
  const document = bundledDocument(name);
  for (const language of languagesOf(name)) {
    const problems = problemsOf(document, readOverlay(name, language));
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    if (problems.length > 0) process.exitCode = 1;
    else process.stdout.write(`${name} in ${language}: ${wordingsOf(document).length} places, all translated.\n`);
  }
}
