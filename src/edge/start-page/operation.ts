import type { Contract, DeclaredResponse, Operation } from '../../contract/contract.ts';
import { isPublic } from '../../contract/security.ts';
import { STATUS_CODES } from '../../http/node-http.ts';
import { copyButton } from './copy-button.ts';
import { curlCommand } from './curl.ts';
import { type Html, html } from './html.ts';
import type { StartPage } from './page.ts';
import type { Words } from './words.ts';

/** One operation: what it is at a glance; opened, how to call it and every answer there is. */
export function operationEntry(
  contract: Contract,
  operation: Operation,
  { docsLink, language }: StartPage,
  words: Words,
  origin: string,
): Html {
  const { api, id, method, summary } = operation;
  const command = `curl-${api}-${id}`;
  return html`
    <details class="operation" id="${api}-${id}" data-filterable>
      <summary>
        <span class="method ${method}">${method.toUpperCase()}</span>
        <h4><code class="path">${breakable(`${contract.basePaths[0] ?? ''}${operation.path}`)}</code></h4>
        <span class="what">${summary}</span>
        <code class="id">${id}</code>
      </summary>
      <div class="inside">
        <div class="command">
          <pre><code id="${command}">${curlCommand(contract, operation, origin)}</code></pre>
          ${copyButton(words, command, words.copyCurl(id))}
        </div>
        <p class="needs">${needsOf(operation, words)}</p>
        <p class="further">
          <button type="button" data-try="${api}/${id}" aria-label="${words.toWorkbenchOf(id)}" data-script hidden>${words.toWorkbench}</button>
          <a href="${docsLink(contract, language, id)}">${words.bench.docs}</a>
        </p>
        <h5>${words.answers}</h5>
        <ul class="answers">${[...operation.responses.values()].map((response) => answerEntry(command, response, words))}
        </ul>
      </div>
    </details>`;
}

/** A path that may go on in the next line after each slash. */
function breakable(path: string): Html[] {
  return path.split('/').map((segment, index) => (index === 0 ? html`${segment}` : html`/<wbr>${segment}`));
}

/** Every declared status, with the values of `Prefer` that ask for it and its examples. */
function answerEntry(command: string, response: DeclaredResponse, words: Words): Html {
  const { status, exampleNames } = response;
  const examples =
    exampleNames.length === 0 ? html`<p class="none">${words.noExamples}</p>` : exampleList(command, response);
  return html`
          <li>
            <div class="status s${Math.floor(status / 100)}">
              ${asked(command, `code=${status}`, String(status))} ${STATUS_CODES[status]}
            </div>
            ${examples}
          </li>`;
}

function exampleList(command: string, response: DeclaredResponse): Html {
  const items = response.exampleNames.map((name) => {
    const code = asked(command, `code=${response.status}, example=${name}`, name);
    return html`
              <li>${code} <span>${summaryOf(response, name)}</span></li>`;
  });
  return html`<ul>${items}
            </ul>`;
}

/** What the script makes a button of, which copies the command with this `Prefer`. */
function asked(command: string, prefer: string, text: string): Html {
  return html`<code data-prefer="${prefer}" data-command="${command}">${text}</code>`;
}

function summaryOf({ media, headers }: DeclaredResponse, name: string): string | undefined {
  const sources = [media?.examples, ...[...headers.values()].map(({ examples }) => examples)];
  return sources.map((examples) => examples?.get(name)?.summary).find((summary) => summary !== undefined);
}

function needsOf(operation: Operation, words: Words): Html {
  if (isPublic(operation.security)) return html`${words.isPublic}`;
  const scopes = operation.security.flatMap((need) => Object.values(need)).map((all) => all.join(words.and));
  const named = [...new Set(scopes)].filter(Boolean);
  if (named.length === 0) return html`${words.anyCredential}`;
  const list = named.map((scope, index) => html`${index === 0 ? '' : words.or}<code>${scope}</code>`);
  const owner = operation.ownerParameter && words.ownerNeeds(html`<code>${operation.ownerParameter}</code>`);
  return html`${words.needs} ${list}${owner}${words.stop}`;
}
