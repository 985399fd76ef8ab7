import { isForm, type Received } from '../../contract/received.ts';
import { type ApiRequest, headerValue } from '../../contract/request.ts';
import { isBinary } from '../../contract/uploads.ts';
import type { WireRequest } from '../wire.ts';

/** Octets of a header, of the target, of a body that every server has to take. */
const MAX_HEADER = 2_048;
const MAX_TARGET = 1_024;
const MAX_BODY = 16 * 1_024;

/**
 * Why a server may refuse a request that its contract has nothing against: what was sent beside the declared is for
 * the server to pass over or to refuse. Undefined where it has to accept.
 */
export function unpromised(request: ApiRequest, sent: Received, wire: WireRequest): string | undefined {
  const { operation, headers, body } = request;
  const { media } = sent;
  const stranger = [...request.query.keys()].find((name) => !declaredNames(request).has(name));
  if (stranger !== undefined) return `Nothing is said of the query parameter ${stranger}.`;
  if (operation.body === undefined && (wire.body?.length ?? 0) > 0) return 'Nothing is said of a body.';
  if (headers['content-encoding'] !== undefined) return 'Nothing is said of content codings.';
  const isEmpty = body === undefined || body.length === 0;
  if (isEmpty && headers['content-type'] !== undefined) return 'There is a media type, and nothing of it.';
  if (!admits(request)) return 'What comes where nothing that is accepted is at hand is for the server to say.';
  if (media !== undefined && (isForm(media) || isBinary(media)))
    return 'What files have to be is not all in the schema.';
  const isLarge =
    wire.target.length > MAX_TARGET ||
    (wire.body?.length ?? 0) > MAX_BODY ||
    Object.values(wire.headers).some((value) => value.length > MAX_HEADER);
  return isLarge ? 'How large requests may be is for the server to say.' : undefined;
}

function declaredNames({ contract, operation }: ApiRequest): ReadonlySet<string> {
  const keys = [...contract.schemes.values()].flatMap((one) => (one.type === 'apiKey' ? [one.name] : []));
  return new Set([...operation.parameters.map(({ name }) => name), ...keys]);
}

/** Whether Accept has every media type in it that the operation answers with, or says nothing. */
function admits({ operation, headers }: ApiRequest): boolean {
  const accept = headerValue(headers, 'accept');
  if (accept === undefined || accept.includes('*/*')) return true;
  const ranges = accept.split(',').map((range) => range.split(';', 1)[0]?.trim().toLowerCase());
  const types = [...operation.responses.values()].flatMap(({ content }) => [...content.keys()]);
  return types.length > 0 && types.every((type) => ranges.includes(type.split(';', 1)[0]?.trim().toLowerCase()));
}
