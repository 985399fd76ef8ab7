import type { Case } from './case.ts';

/**
 * Statuses that are right as well for a request whose success depends on what an address elsewhere leads to today: what
 * the contract has for that. Portrait has the contract's own pictures at hand.
 */
export function tolerances(
  { request, operation, contract, tolerates = [] }: Case,
  origin: string,
  isPortrait: boolean,
): readonly number[] {
  const address = addressIn(request.body);
  if (address === undefined || address.startsWith(`${origin}/`)) return tolerates;
  if (isPortrait && contract.pictures.some(({ url }) => url === address)) return tolerates;
  const ofTheWeb = [...operation.responses.keys()].filter((status) => [422, 424, 502, 504].includes(status));
  return [...tolerates, ...ofTheWeb];
}

/** The first address in a JSON body. */
function addressIn(body: Buffer | undefined): string | undefined {
  if (body === undefined || body[0] !== '{'.charCodeAt(0)) return undefined;
  return /"(https?:[^"]*)"/i.exec(body.toString('utf8', 0, 4_096))?.[1];
}
