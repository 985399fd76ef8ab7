import type { Operation } from '../contract/contract.ts';
import { failedAnswer } from '../edge/refusals.ts';
import { end } from '../http/server.ts';
import { circumstancesOf, type Exchange } from './exchange.ts';
import { guard } from './gate.ts';
import type { ServedApi, ServerParts } from './parts.ts';

/** Puts the response gate before the answer of an operation; it judges what really leaves, by the contract. */
export function guardExchange(
  parts: ServerParts,
  { api, conformance }: ServedApi,
  exchange: Exchange,
  operation: Operation,
): void {
  const { request, response, route } = exchange;
  exchange.gate = guard(
    response,
    (answer) => conformance.violationsOf(operation, answer),
    (violations, { status }) => {
      const place = conformance.pointerTo(operation);
      const told = violations.map(({ check, message, pointer }) => `  ${check}: ${message} (#${pointer || place})`);
      parts.log.error(
        `${operation.id} of ${api.name} broke its contract with a ${status} (request ${exchange.id}):\n${told.join('\n')}`,
      );
      for (const { check } of violations) parts.metrics.violated(api.name, operation.id, check);
      if (parts.gate === 'report') return {};
      const {
        status: failure,
        head,
        body,
      } = failedAnswer(parts.served, request, route, circumstancesOf(parts, exchange));
      return { replaceBy: { status: failure, headers: pairs(head), body } };
    },
    { end: (_, body, encoding = 'utf8') => end(request, response, body, encoding) },
  );
}

function pairs(head: readonly string[]): [string, string][] {
  return head.flatMap((name, index): [string, string][] => (index % 2 === 0 ? [[name, head[index + 1] ?? '']] : []));
}
