/** An error as Node itself throws it, by its code, for handlers that look at it. */
function nodeError(
  Kind: ErrorConstructor | RangeErrorConstructor | TypeErrorConstructor,
  code: string,
  message: string,
) {
  return Object.assign(new Kind(message), { code });
}

export function headersSentError(act: string): Error {
  return nodeError(Error, 'ERR_HTTP_HEADERS_SENT', `Cannot ${act} headers after they are sent to the client`);
}

export function invalidStatusError(status: unknown): Error {
  return nodeError(RangeError, 'ERR_HTTP_INVALID_STATUS_CODE', `Invalid status code: ${String(status)}`);
}

export function invalidHeadersError(): Error {
  return nodeError(
    TypeError,
    'ERR_INVALID_ARG_VALUE',
    "The argument 'headers' is invalid. It has a name without a value",
  );
}

export function afterEndError(): Error {
  return nodeError(Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end');
}

/** @throws TypeError for what no stream of octets takes. */
export function demandChunk(chunk: unknown): asserts chunk is string | Uint8Array {
  if (typeof chunk === 'string' || chunk instanceof Uint8Array) return;
  if (chunk === null) throw nodeError(TypeError, 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream');
  const message = `The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received ${typeof chunk}`;
  throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', message);
}
