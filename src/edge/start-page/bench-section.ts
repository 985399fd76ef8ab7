import type { Contract } from '../../contract/contract.ts';
import { copyButton } from './copy-button.ts';
import { type Html, html } from './html.ts';
import type { StartPage } from './page.ts';
import type { Words } from './words.ts';

/** The workbench as far as it is always the same; its script fills it, and shows it. */
export function benchSection({ contracts, server }: StartPage, words: Words): Html {
  const { bench } = words;
  return html`<section id="workbench" class="bench" aria-labelledby="workbench-title" hidden>
    <h2 id="workbench-title" tabindex="-1">${bench.workbench}</h2>
    <p class="bench-lead">${bench.lead}</p>
    <div class="columns">
      <form id="call" aria-labelledby="workbench-title" autocomplete="off" novalidate>
        ${choice('operation', bench.operation, contracts.map(operationGroup))}
        <div class="choices">
          ${choice('credential', bench.credential)}
          ${choice('wish', bench.wish)}
          ${choice('example', bench.example)}
        </div>
        <p class="target"><span id="method" class="method"></span> <code id="target"></code></p>
        <div id="fields"></div>
        <p class="sending">
          <button type="submit" id="send">${bench.send}</button> <span>${bench.shortcut}</span>
          <a id="operation-docs" href="/docs/">${bench.docs}</a>
        </p>
        <details class="curl" open>
          <summary>${bench.curl}</summary>
          <div class="command">
            <pre><code id="curl"></code></pre>
            ${copyButton(words, 'curl', bench.copyCurl)}
          </div>
        </details>
      </form>
      <div class="outcome">
        <section id="answer" aria-labelledby="answer-title">
          <h3 id="answer-title" tabindex="-1">${bench.answer}</h3>
          <div id="answered"><p class="none">${bench.nothingYet}</p></div>
        </section>
        ${server === 'mock' ? journal(words) : undefined}
      </div>
    </div>
  </section>`;
}

function journal({ bench }: Words): Html {
  return html`<section class="journal" aria-labelledby="journal-title">
          <div class="journal-head">
            <h3 id="journal-title">${bench.journal}</h3>
            <button type="button" id="forget">${bench.forget}</button>
          </div>
          <p class="bench-lead">${bench.journalLead}</p>
          <ol id="journal"></ol>
          <p class="none" id="journal-empty">${bench.journalEmpty}</p>
        </section>`;
}

function choice(id: string, label: string, options: Html[] = []): Html {
  return html`<p class="choice"><label for="${id}">${label}</label> <select id="${id}">${options}</select></p>`;
}

function operationGroup({ api, document, operations, basePaths }: Contract): Html {
  const options = operations.map(
    ({ id, method, path }) =>
      html`<option value="${api}/${id}">${id} · ${method.toUpperCase()} ${basePaths[0]}${path}</option>`,
  );
  return html`<optgroup label="${document.info.title}">${options}</optgroup>`;
}
