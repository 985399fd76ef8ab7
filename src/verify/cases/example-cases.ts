import type { Contract, Operation } from '../../contract/contract.ts';
import type { Example } from '../../contract/document.ts';
import type { Asked } from './asked.ts';
import { withHeader, withParameter, withQuery } from './change-request.ts';
import { goodCredentials } from './credential-cases.ts';
import { goodRequest } from './good-request.ts';

/** What clients accept; these services have one media type for each answer, whatever is asked for. */
const ACCEPTS = ['*/*', 'application/json', 'image/*', 'text/html', 'application/json;q=0.1', 'nonsense'];

/** Requests that the contract itself shows: each example of the body and of each parameter, and plain ones. */
export function exampleCases(contract: Contract, operation: Operation): Asked[] {
  const good = goodRequest(contract, operation);
  const bodies = [...(operation.body?.content.values() ?? [])].flatMap((media) =>
    [...media.examples.keys()].map(
      (example): Asked => [
        `${media.type} by the example ${example || 'that it has'}`,
        goodRequest(contract, operation, example === '' ? { type: media.type } : { type: media.type, example }),
      ],
    ),
  );
  const values = operation.parameters.flatMap((parameter) =>
    Object.entries((parameter.examples ?? {}) as Record<string, Example>).flatMap(([name, { value }]) =>
      goodCredentials(contract).map(
        ([who, credential]): Asked => [
          `${parameter.name} by the example ${name}, as ${who}`,
          withParameter(
            goodRequest(contract, operation, { credential }),
            parameter,
            operation,
            inPlace(parameter.in, String(value)),
          ),
        ],
      ),
    ),
  );
  return [
    ['a good request', good],
    ...(operation.method === 'get' ? [['a good request by HEAD', { ...good, method: 'HEAD' }] as Asked] : []),
    ...operation.basePaths
      .slice(1)
      .map(
        (base): Asked => [
          `at ${base || '/'}`,
          { ...good, path: `${base}${good.path.slice(operation.basePaths[0]?.length)}` },
        ],
      ),
    ...bodies,
    ...values,
    ...ACCEPTS.map((accept): Asked => [`Accept: ${accept}`, withHeader(good, 'accept', accept)]),
    ['from another origin', withHeader(good, 'origin', 'https://app.example')],
    ['an unknown query parameter', { ...good, path: withQuery(good.path, 'unknown', '1') }],
    ...(operation.body === undefined ? [['a body that nobody reads', { ...good, body: 'surplus' }] as Asked] : []),
  ];
}

function inPlace(place: string, value: string): string {
  return place === 'header' ? value : encodeURIComponent(value);
}
