import { type SampleBody, type SampleCall, type SamplePart, targetOfCall } from '../../contract/sample-call.ts';
import { literal, PYTHON } from './literal.ts';

/** The call by Python's standard library alone, from the folder of the checkout. */
export function pythonSample(call: SampleCall, origin: string, redirects: boolean): string {
  const { imports, before, value, headers } = bodyOf(call.body);
  const { hostname, port } = new URL(origin);
  const all = Object.fromEntries([...call.headers, ...headers]);
  const options = [
    PYTHON.text(call.method),
    PYTHON.text(targetOfCall(call)),
    ...(value === undefined ? [] : [`body=${value}`]),
    ...(Object.keys(all).length === 0 ? [] : [`headers=${headerLiteral(all)}`]),
  ];
  return [
    ...['import http.client', ...imports].sort(),
    '',
    ...before,
    `connection = http.client.HTTPConnection(${PYTHON.text(hostname)}, ${port})`,
    `connection.request(\n${options.map((option) => `    ${option},\n`).join('')})`,
    'response = connection.getresponse()',
    redirects
      ? "print(response.status, response.getheader('Location'))"
      : 'print(response.status, response.read().decode())',
    '',
  ].join('\n');
}

interface PythonBody {
  imports: string[];
  before: string[];
  value: string | undefined;
  headers: SampleCall['headers'];
}

function bodyOf(body: SampleBody | undefined): PythonBody {
  if (body === undefined) return { imports: [], before: [], value: undefined, headers: [] };
  if (body.kind === 'json') {
    const before = [`data = ${literal(body.value, PYTHON)}`];
    return { imports: ['import json'], before, value: 'json.dumps(data)', headers: [['Content-Type', body.type]] };
  }
  if (body.kind === 'bytes') {
    const before = [`picture = Path(${PYTHON.text(body.file)}).read_bytes()`];
    return { imports: ['from pathlib import Path'], before, value: 'picture', headers: [['Content-Type', body.type]] };
  }
  return {
    imports: ['from pathlib import Path', 'from uuid import uuid4'],
    before: ['boundary = uuid4().hex', "form = b''.join([", ...body.parts.flatMap(partLines), LAST_LINE, '])'],
    value: 'form',
    headers: [['Content-Type', MULTIPART]],
  };
}

/** Stands for the one header whose value is worked out; nothing else looks like it. */
const MULTIPART = 'multipart/form-data; boundary={boundary}';
const LAST_LINE = "    f'--{boundary}--\\r\\n'.encode(),";

function headerLiteral(headers: Record<string, string>): string {
  return literal(headers, PYTHON, 4).replace(`'${MULTIPART}'`, `f'${MULTIPART}'`);
}

/** RFC 7578: each part with its headers, between boundaries. */
function partLines(part: SamplePart): string[] {
  const name = `form-data; name="${part.name}"`;
  if ('value' in part) {
    return [
      `    f'--{boundary}\\r\\nContent-Disposition: ${name}\\r\\n\\r\\n'.encode(),`,
      `    ${PYTHON.text(part.value)}.encode() + b'\\r\\n',`,
    ];
  }
  const file = part.file.replace(/^.*\//, '');
  return [
    `    f'--{boundary}\\r\\nContent-Disposition: ${name}; filename="${file}"\\r\\n'.encode(),`,
    `    b'Content-Type: ${part.type ?? 'application/octet-stream'}\\r\\n\\r\\n',`,
    `    Path(${PYTHON.text(part.file)}).read_bytes() + b'\\r\\n',`,
  ];
}
