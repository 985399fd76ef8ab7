import { jsonIn } from '../../../contract/json-body.ts';
import { textOf } from '../../../edge/har.ts';
import { type Html, html } from '../../../edge/start-page/html.ts';
import { type Exchange, headerOf } from '../../wire.ts';
import { countOf, cut, durationOf, shown, sizeOf } from '../wording.ts';
import type { PictureBudget } from './picture.ts';

const MAX_LETTERS = 6_000;
const MAX_OCTETS = 96;

/** A request and its answer, side by side where there is room. */
export function exchangeView(exchange: Exchange, number: string, pictures: PictureBudget): Html {
  const { request, answer, problem, tookMs } = exchange;
  const head = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  const type = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return html`<div class="exchange">
    <section>
      <h4>${number}Request</h4>
      ${block(`${request.method} ${request.target}`, head, 'The request')}
      ${request.body && bodyView(request.body, type, pictures)}
    </section>
    <section>
      <h4>${number}Answer <span class="took">${durationOf(tookMs)}</span></h4>
      ${
        answer === undefined
          ? html`<p class="broken">${shown(problem ?? 'No answer came.')}</p>`
          : html`${block(`HTTP/${answer.httpVersion} ${answer.status} ${answer.statusText}`.trimEnd(), pairs(answer.rawHeaders), 'The answer')}
      ${bodyView(answer.body, headerOf(answer, 'content-type') ?? '', pictures)}`
      }
    </section>
  </div>`;
}

function block(first: string, headers: readonly string[], label: string): Html {
  return html`<pre tabindex="0" aria-label="${label}"><code><strong>${shown(first)}</strong>
${shown(headers.join('\n'))}</code></pre>`;
}

function bodyView(body: Buffer, type: string, pictures: PictureBudget): Html {
  if (body.length === 0) return html`<p class="quiet">No body.</p>`;
  const picture = pictures.view(body, type);
  if (picture !== undefined) return html`<figure>${picture}<figcaption>${sizeOf(body.length)}</figcaption></figure>`;
  const text = textOf(body);
  if (text === undefined) return html`<pre tabindex="0" aria-label="The body"><code>${octets(body)}</code></pre>`;
  const readable = shown(formatted(text));
  const rest =
    readable.length > MAX_LETTERS ? html`<p class="quiet">Of ${countOf(text.length, 'letter')}.</p>` : undefined;
  return html`<pre tabindex="0" aria-label="The body"><code>${cut(readable, MAX_LETTERS)}</code></pre>${rest}`;
}

/** JSON over lines; anything else as it is. */
function formatted(text: string): string {
  const value = jsonIn(Buffer.from(text));
  return value === undefined ? text : JSON.stringify(value, null, 2);
}

function octets(body: Buffer): string {
  const hex = body
    .subarray(0, MAX_OCTETS)
    .toString('hex')
    .replace(/(..)(?=.)/g, '$1 ');
  return `${sizeOf(body.length)}: ${hex}${body.length > MAX_OCTETS ? ' …' : ''}`;
}

function pairs(flat: readonly string[]): string[] {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${flat[index + 1] ?? ''}`] : []));
}
