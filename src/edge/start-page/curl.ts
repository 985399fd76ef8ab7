import type { Contract, Operation } from '../../contract/contract.ts';
import type { Json } from '../../contract/document.ts';
import { type SampleBody, type SamplePart, sampleCall, targetOfCall } from '../../contract/sample-call.ts';

/** A JSON body longer than this is written over several lines. */
const ONE_LINE = 60;

/**
 * A command that a POSIX shell runs as it is, from the folder of the checkout, and that gets the operation's first
 * success: the contract's first examples, sent with its first test credential that may do it.
 */
export function curlCommand(contract: Contract, operation: Operation, origin: string): string {
  const call = sampleCall(contract, operation);
  return [
    ['curl', '-i', ...methodWords(call.method), quoted(`${origin}${targetOfCall(call)}`)],
    ...call.headers.map(([name, value]) => ['-H', quoted(`${name}: ${value}`)]),
    ...bodyWords(call.body),
  ]
    .map((words) => words.join(' '))
    .join(' \\\n  ');
}

/** One word for a POSIX shell, whatever is in it. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function methodWords(method: string): string[] {
  return method === 'GET' ? [] : ['-X', method];
}

function bodyWords(body: SampleBody | undefined): string[][] {
  if (body === undefined) return [];
  if (body.kind === 'form') return body.parts.map(partWords);
  const type = ['-H', quoted(`Content-Type: ${body.type}`)];
  if (body.kind === 'bytes') return [type, ['--data-binary', quoted(`@${body.file}`)]];
  return [type, ['--data-raw', quoted(jsonText(body.value))]];
}

/** curl knows few types of files by itself. */
function partWords(part: SamplePart): string[] {
  if ('value' in part) return ['--form-string', quoted(`${part.name}=${part.value}`)];
  return ['-F', quoted(`${part.name}=@${part.file}${part.type === undefined ? '' : `;type=${part.type}`}`)];
}

function jsonText(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > ONE_LINE ? JSON.stringify(value, null, 2) : text;
}
