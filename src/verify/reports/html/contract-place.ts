import { readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Place } from '../../../contract/source-places.ts';
import { type Html, html } from '../../../edge/start-page/html.ts';
import type { Finding } from '../../finding.ts';
import { placeText, shown } from '../wording.ts';

const LINES_SHOWN = 7;

/** Where the contract promises it: a link, and the first lines of what stands there. */
export function contractPlace({ place, pointer }: Finding, environment: NodeJS.ProcessEnv): Html {
  if (place === undefined) return html`<code>${shown(pointer)}</code>`;
  const excerpt = excerptAt(place);
  return html`<a href="${linkTo(place, environment)}"><code>${shown(placeText(place))}</code></a>
    ${
      excerpt === undefined
        ? undefined
        : html`<pre class="excerpt" tabindex="0" aria-label="The contract there"><code>${shown(excerpt)}</code></pre>`
    }`;
}

/** To the file as the code host shows it, where a CI says which one; else to the file on this machine. */
function linkTo({ file, line }: Place, environment: NodeJS.ProcessEnv): string {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA, GITHUB_WORKSPACE } = environment;
  if (GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_SHA) {
    const path = encodeURI(within(GITHUB_WORKSPACE, file));
    return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}/${path}#L${line}`;
  }
  const { CI_PROJECT_URL, CI_COMMIT_SHA, CI_PROJECT_DIR } = environment;
  if (CI_PROJECT_URL && CI_COMMIT_SHA)
    return `${CI_PROJECT_URL}/-/blob/${CI_COMMIT_SHA}/${encodeURI(within(CI_PROJECT_DIR, file))}#L${line}`;
  return pathToFileURL(resolve(file)).href;
}

function within(checkout: string | undefined, file: string): string {
  return relative(checkout || process.cwd(), resolve(file))
    .split(sep)
    .join('/');
}

function excerptAt({ file, line }: Place): string | undefined {
  try {
    const lines = readFileSync(file, 'utf8').split(/\r?\n/);
    const shownLines = lines.slice(line - 1, line - 1 + LINES_SHOWN);
    const width = String(line + LINES_SHOWN).length;
    return shownLines.map((text, index) => `${String(line + index).padStart(width)}  ${text}`).join('\n');
  } catch {
    return undefined;
  }
}
