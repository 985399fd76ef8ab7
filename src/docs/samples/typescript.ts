import type { SampleBody, SampleCall } from '../../contract/sample-call.ts';
import { fileLines, formLines, headersOption, indented } from './javascript.ts';
import { literal, SCRIPT } from './literal.ts';

/** The call by openapi-fetch with the types that are made from the contract: a wrong word does not compile. */
export function typescriptSample(api: string, call: SampleCall, origin: string, redirects: boolean): string {
  const files = fileLines(call.body);
  const options = [
    ...parametersOption(call),
    ...headersOption([...credentialsOf(call), ...typeOf(call.body)]),
    ...bodyOption(call.body),
    ...(redirects ? ["redirect: 'manual', // Else fetch goes on to the picture itself."] : []),
  ];
  const method = `client.${call.method}(${SCRIPT.text(call.path)}`;
  const called = options.length === 0 ? `${method})` : `${method}, {\n${indented(options)}\n})`;
  return [
    ...(files.length === 0 ? [] : ["import { openAsBlob } from 'node:fs';"]),
    "import createClient from 'openapi-fetch';",
    `import type { paths } from './generated/${api}.d.ts';`,
    '',
    `const client = createClient<paths>({ baseUrl: ${SCRIPT.text(`${origin}${call.basePath}`)} });`,
    ...files,
    `const { ${redirects ? 'response' : 'data, error, response'} } = await ${called};`,
    '',
    redirects
      ? "console.log(response.status, response.headers.get('Location'));"
      : 'console.log(response.status, data ?? error);',
    '',
  ].join('\n');
}

/** Parameters go where the types check them; only credentials are headers that no parameter declares. */
function parametersOption(call: SampleCall): string[] {
  const header = call.headers.filter((pair) => !isCredential(pair));
  const places = Object.entries({ path: call.params, query: call.query, header })
    .filter(([, pairs]) => pairs.length > 0)
    .map(([place, pairs]) => [place, Object.fromEntries(pairs)]);
  return places.length === 0 ? [] : [`params: ${literal(Object.fromEntries(places), SCRIPT, 2)},`];
}

function credentialsOf({ headers }: SampleCall): SampleCall['headers'] {
  return headers.filter(isCredential);
}

function isCredential([name]: SampleCall['headers'][number]): boolean {
  return ['Authorization', 'Cookie'].includes(name);
}

function typeOf(body: SampleBody | undefined): SampleCall['headers'] {
  return body?.kind === 'bytes' ? [['Content-Type', body.type]] : [];
}

function bodyOption(body: SampleBody | undefined): string[] {
  if (body === undefined) return [];
  if (body.kind === 'json') return [`body: ${literal(body.value, SCRIPT, 2)},`];
  if (body.kind === 'bytes') return ['body: picture,', 'bodySerializer: (bytes) => bytes,'];
  const names = body.parts.map(({ name }) => name);
  const values = body.parts.map((part) => ('file' in part ? part.name : `${part.name}: ${SCRIPT.text(part.value)}`));
  return [
    `body: { ${values.join(', ')} },`,
    `bodySerializer({ ${names.join(', ')} }) {`,
    '  const form = new FormData();',
    ...formLines(body.parts).map((line) => `  ${line}`),
    '  return form;',
    '},',
  ];
}
