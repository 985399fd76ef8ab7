/** A name as a part of a JSON pointer (RFC 6901). */
export function token(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The name that a part of a JSON pointer stands for. */
export function nameOf(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The names that lead to what a JSON pointer is for; none for the whole. */
export function namesIn(pointer: string): string[] {
  return pointer.split('/').slice(1).map(nameOf);
}

/** What a JSON pointer leads to; undefined where that is nothing of the value's own. */
export function valueAt(value: unknown, pointer: string): unknown {
  return namesIn(pointer).reduce<unknown>((node, name) => {
    const isThere = typeof node === 'object' && node !== null && Object.hasOwn(node, name);
    return isThere ? (node as Record<string, unknown>)[name] : undefined;
  }, value);
}
