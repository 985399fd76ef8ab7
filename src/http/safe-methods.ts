const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Whether a method, however it is written, is meant to change nothing (RFC 9110, section 9.2.1). */
export function isSafe(method: string): boolean {
  return SAFE.has(method.toUpperCase());
}
