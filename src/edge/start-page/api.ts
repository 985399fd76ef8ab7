import type { Contract } from '../../contract/contract.ts';
import type { TestCredential } from '../../contract/document.ts';
import { copyButton } from './copy-button.ts';
import { type Html, html } from './html.ts';
import { operationEntry } from './operation.ts';
import type { StartPage } from './page.ts';
import type { Words } from './words.ts';

/** One API: what it is, where it is served, its contract, its operations, its test credentials. */
export function apiSection(contract: Contract, page: StartPage, words: Words, origin: string): Html {
  const { api, document, operations, credentials } = contract;
  return html`
  <section class="api" aria-labelledby="${api}">
    <header>
      <h2 id="${api}" tabindex="-1">${document.info.title} <span class="version">${document.info.version}</span></h2>
      <p class="summary">${document.info.summary}</p>
      <dl>
        ${baseUrls(contract, words, origin)}
        <div>
          <dt>${words.documentation}</dt>
          <dd><a href="${page.docsLink(contract, page.language)}">${document.info.title}</a></dd>
        </div>
        <div>
          <dt>${words.contract}</dt>
          <dd><a href="/openapi/${api}.yaml">${api}.yaml</a> <a href="/openapi/${api}.json">${api}.json</a></dd>
        </div>
      </dl>
    </header>
    <h3>${words.operations}</h3>
    <div class="operations">${operations.map((operation) => operationEntry(contract, operation, page, words, origin))}
    </div>
    <details class="credentials">
      <summary><h3>${words.credentials}</h3> <span class="count">${credentials.length}</span></summary>
      <ul>${credentials.map((credential) => credentialEntry(contract, credential, words))}
      </ul>
    </details>
  </section>`;
}

/** Each address of the service beside the one that takes its place here. */
function baseUrls({ basePaths, document }: Contract, words: Words, origin: string): Html[] {
  const servers = document.servers ?? [];
  return basePaths.map((base, index) => {
    // Servers of the same path share one address here; then nobody can tell which of them it stands for.
    const instead = servers.length === basePaths.length ? servers[index]?.url : undefined;
    const remark = instead && html` <span class="instead">${words.inPlaceOf} ${instead}</span>`;
    return html`<div><dt>${words.baseUrl}</dt><dd><code>${origin}${base}</code>${remark}</dd></div>
        `;
  });
}

function credentialEntry(
  { api }: Contract,
  { name, credential, scopes, defect, description }: TestCredential,
  words: Words,
): Html {
  const id = `credential-${api}-${name}`;
  const kind = defect === undefined ? 'good' : 'bad';
  return html`
      <li>
        <div class="who"><strong>${name}</strong> <span class="state ${kind}">${defect === undefined ? words.good : (words.defects[defect] ?? defect)}</span></div>
        <div class="value"><code id="${id}">${credential}</code>${copyButton(words, id, words.copyCredential(name))}</div>
        <p>${description} ${scopesOf(scopes, words)}</p>
      </li>`;
}

function scopesOf(scopes: readonly string[], words: Words): Html {
  if (scopes.length === 0) return html`${words.noScopes}`;
  return html`${words.scopes} ${scopes.map((scope, index) => html`${index === 0 ? '' : words.comma}<code>${scope}</code>`)}${words.stop}`;
}
