import type { Operation } from '../contract/contract.ts';
import { type Answer, pairsIn } from '../edge/answer.ts';
import { failedAnswer } from '../edge/refusals.ts';
import { end } from '../http/server.ts';
import { circumstancesOf, type Exchange, tell } from './exchange.ts';
import { headersIn } from './gate/head.ts';
import { type Gate, guard } from './gate.ts';
import type { ServedApi, ServerParts } from './parts.ts';

/** Larger answers go before the gate, which knows how much is too much. */
const UNGUARDED_OCTETS = 1024 * 1024;

/**
 * Writes the answer of an operation, judged by the contract. What passes leaves as it was judged, to the octet; with the
 * response in nobody else's hands so far, that needs no gate. What does not pass is put before one.
 */
export function writeJudged(parts: ServerParts, served: ServedApi, exchange: Exchange, answer: Answer): void {
  const { method, request, response, route } = exchange;
  if (route.found !== 'operation') throw new Error('Only operations have declared answers.');
  tell(parts, exchange, answer);
  if (response.headersSent || response.destroyed) return;
  const { status, head, encoding } = answer;
  const body = method === 'HEAD' ? '' : answer.body;
  const judged = { method, status, headers: headersIn(head), body };
  const isSmall = body.length <= UNGUARDED_OCTETS;
  if (exchange.gate === undefined && isSmall && served.conformance.violationsOf(route.operation, judged).length === 0) {
    response.writeHead(status, head);
    end(request, response, body, encoding);
    return;
  }
  gateOf(parts, served, exchange, route.operation).send(status, head, body, encoding);
}

/** The gate before an answer; put up at the first call, before anybody else gets hold of the response. */
export function gateOf(
  parts: ServerParts,
  { api, conformance }: ServedApi,
  exchange: Exchange,
  operation: Operation,
): Gate {
  const { request, response, route } = exchange;
  exchange.gate ??= guard(
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
      return { replaceBy: { status: failure, headers: pairsIn(head), body } };
    },
    { end: (_, body, encoding = 'utf8') => end(request, response, body, encoding) },
  );
  return exchange.gate;
}
