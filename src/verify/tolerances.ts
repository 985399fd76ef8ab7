import type { Case } from './case.ts';

/** A request whose success depends on what an address elsewhere leads to today may fail with what the contract has for that. */
export function tolerances({ request, operation, tolerates = [] }: Case, origin: string): readonly number[] {
  if (!namesElsewhere(request.body, origin)) return tolerates;
  const ofTheWeb = [...operation.responses.keys()].filter((status) => [422, 424, 502, 504].includes(status));
  return [...tolerates, ...ofTheWeb];
}

/** Whether a JSON body has an address that is not on this server. */
function namesElsewhere(body: Buffer | undefined, origin: string): boolean {
  if (body === undefined || body[0] !== '{'.charCodeAt(0)) return false;
  const addresses = /"(https?:[^"]*)"/gi.exec(body.toString('utf8', 0, 4_096));
  return addresses?.[1] !== undefined && !addresses[1].startsWith(`${origin}/`);
}
