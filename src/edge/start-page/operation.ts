import { STATUS_CODES } from 'node:http';
import type { Contract, DeclaredResponse, Operation } from '../../contract/contract.ts';
import { copyButton } from './copy-button.ts';
import { curlCommand, isPublic } from './curl.ts';
import { type Html, html } from './html.ts';

/** One operation: what it is at a glance; opened, how to call it and every answer there is. */
export function operationEntry(contract: Contract, operation: Operation, origin: string): Html {
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
          ${copyButton(command, `the curl command for ${id}`)}
        </div>
        <p class="needs">${needsOf(operation)}</p>
        <h5>Answers</h5>
        <ul class="answers">${[...operation.responses.values()].map((response) => answerEntry(command, response))}
        </ul>
      </div>
    </details>`;
}

/** A path that may go on in the next line after each slash. */
function breakable(path: string): Html[] {
  return path.split('/').map((segment, index) => (index === 0 ? html`${segment}` : html`/<wbr>${segment}`));
}

/** Every declared status, with the values of `Prefer` that ask for it and its examples. */
function answerEntry(command: string, response: DeclaredResponse): Html {
  const { status, exampleNames } = response;
  const examples = exampleNames.length === 0 ? html`<p class="none">No examples</p>` : exampleList(command, response);
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

function needsOf(operation: Operation): Html {
  if (isPublic(operation)) return html`Public, no credential needed.`;
  const scopes = operation.security.flatMap((need) => Object.values(need)).map((all) => all.join(' and '));
  const named = [...new Set(scopes)].filter(Boolean);
  if (named.length === 0) return html`Needs a credential; any good one will do.`;
  const list = named.map((scope, index) => html`${index === 0 ? '' : ' or '}<code>${scope}</code>`);
  if (operation.ownerParameter === undefined) return html`Needs a credential with ${list}.`;
  return html`Needs a credential with ${list}, or one whose owner <code>${operation.ownerParameter}</code> names.`;
}
