import { type SampleBody, type SampleCall, targetOfCall } from '../../contract/sample-call.ts';
import { literal, SCRIPT } from './literal.ts';

/** The call by `fetch`, for Node from the folder of the checkout; without its file, for a browser too. */
export function javascriptSample(call: SampleCall, origin: string, redirects: boolean): string {
  const url = SCRIPT.text(`${origin}${targetOfCall(call)}`);
  const { before, body, headers } = bodyOf(call.body);
  const options = [
    ...(call.method === 'GET' ? [] : [`method: ${SCRIPT.text(call.method)},`]),
    ...headersOption([...call.headers, ...headers]),
    ...body,
    ...(redirects ? ["redirect: 'manual', // Else fetch goes on to the picture itself."] : []),
  ];
  const request = options.length === 0 ? `fetch(${url})` : `fetch(${url}, {\n${indented(options)}\n})`;
  return `${before}const response = await ${request};\n\n${outcome(redirects)}\n`;
}

/** What opens the files of a body, and is to be written before the call. */
export function fileLines(body: SampleBody | undefined): string[] {
  if (body?.kind === 'bytes') return [openedFile('picture', body.file, body.type)];
  if (body?.kind !== 'form') return [];
  return body.parts.flatMap((part) => ('file' in part ? [openedFile(part.name, part.file, part.type)] : []));
}

/** The lines that fill `form` with the parts of a form. */
export function formLines(parts: (SampleBody & { kind: 'form' })['parts']): string[] {
  return parts.map((part) => {
    if ('value' in part) return `form.set(${SCRIPT.text(part.name)}, ${SCRIPT.text(part.value)});`;
    return `form.set(${SCRIPT.text(part.name)}, ${part.name}, ${SCRIPT.text(part.file.replace(/^.*\//, ''))});`;
  });
}

export function headersOption(headers: SampleCall['headers']): string[] {
  if (headers.length === 0) return [];
  return [`headers: ${literal(Object.fromEntries(headers), SCRIPT, 2)},`];
}

export function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}

function bodyOf(body: SampleBody | undefined): { before: string; body: string[]; headers: SampleCall['headers'] } {
  if (body === undefined) return { before: '', body: [], headers: [] };
  if (body.kind === 'json') {
    const text = `body: JSON.stringify(${literal(body.value, SCRIPT, 2)}),`;
    return { before: '', body: [text], headers: [['Content-Type', body.type]] };
  }
  const lines = ["import { openAsBlob } from 'node:fs';", '', ...fileLines(body)];
  if (body.kind === 'bytes') {
    return { before: `${lines.join('\n')}\n`, body: ['body: picture,'], headers: [['Content-Type', body.type]] };
  }
  lines.push('const form = new FormData();', ...formLines(body.parts));
  return { before: `${lines.join('\n')}\n`, body: ['body: form,'], headers: [] };
}

function openedFile(name: string, file: string, type: string | undefined): string {
  const options = type === undefined ? '' : `, { type: ${SCRIPT.text(type)} }`;
  return `const ${name} = await openAsBlob(${SCRIPT.text(file)}${options});`;
}

function outcome(redirects: boolean): string {
  if (redirects) return "console.log(response.status, response.headers.get('Location'));";
  return 'console.log(response.status, await response.text());';
}
