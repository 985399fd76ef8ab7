import type { Observation } from './observation.ts';
import type { Exchange } from './wire.ts';

/** An observation without the caller's secrets, for reports: in the exchange, and in the words for what was tried. */
export function veiledObservation(observation: Observation, veiled: (text: string) => string): Observation {
  const { tried } = observation;
  return {
    ...observation,
    exchange: veiledExchange(observation.exchange, veiled),
    tried: tried && { ...tried, title: veiled(tried.title) },
  };
}

/**
 * An exchange without the caller's secrets, to be kept and shown: in the target, the headers and the bodies of both
 * sides. `veiled` takes secrets out of a text; octets that are no text are asked about letter by letter (Latin-1).
 */
export function veiledExchange(exchange: Exchange, veiled: (text: string) => string): Exchange {
  const { request, answer } = exchange;
  const octets = (body: Buffer): Buffer => {
    const text = body.toString('latin1');
    const clean = veiled(text);
    return clean === text ? body : Buffer.from(clean, 'latin1');
  };
  const { body } = request;
  return {
    ...exchange,
    request: {
      ...request,
      target: veiled(request.target),
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, veiled(value)])),
      ...(body === undefined ? {} : { body: octets(body) }),
    },
    answer: answer && {
      ...answer,
      rawHeaders: answer.rawHeaders.map(veiled),
      headers: Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.map(veiled) : value && veiled(value),
        ]),
      ),
      body: octets(answer.body),
    },
  };
}
