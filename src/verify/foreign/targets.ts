/**
 * Whether servers differ over what a request target names, before any operation is looked for: broken escapes, escaped
 * control letters and slashes, segments of dots (RFC 3986, sections 2.1 and 6).
 */
export function isOddTarget(path: string, search: string): boolean {
  const whole = `${path}?${search}`;
  if (isBroken(whole) || /%(?:[01][\da-f]|7f)/i.test(whole)) return true;
  return /%(?:2f|5c)|\/{2}|\\/i.test(path) || path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}

function isBroken(text: string): boolean {
  try {
    decodeURIComponent(text);
    return false;
  } catch {
    return true;
  }
}
