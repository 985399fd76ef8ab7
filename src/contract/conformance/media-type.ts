import { MIMEType } from 'node:util';

/** A Content-Type, taken apart. */
export interface SentType {
  /** In lower case, without parameters. */
  essence: string;
  /** In lower case; one for each `charset` there is. */
  charsets: string[];
}

/** Reads a Content-Type (RFC 9110, section 8.3); undefined when it is none. */
export function sentTypeOf(text: string): SentType | undefined {
  try {
    const { essence } = new MIMEType(text);
    // The parser keeps the first of two, and others the last: both count.
    const charsets = [...text.matchAll(CHARSET)].map(([, quoted, plain]) => (quoted ?? plain ?? '').toLowerCase());
    return { essence, charsets };
  } catch {
    return undefined;
  }
}

const CHARSET = /;\s*charset=(?:"([^"]*)"|([^;\s]*))/gi;

/** Whether a type is the declared one, which may be a range such as `image/*` and have parameters. */
export function isOfType(declared: string, essence: string): boolean {
  const [range = ''] = declared.toLowerCase().split(';', 1);
  const wanted = range.trim();
  if (!wanted.endsWith('/*')) return wanted === essence;
  return wanted === '*/*' || essence.startsWith(wanted.slice(0, -1));
}

export function isJsonType(essence: string): boolean {
  return /^(?:application\/json|[^/]+\/[^/]+\+json)$/.test(essence);
}

/** Whether bodies of a type are text, which may have a charset: JSON, XML and forms besides `text/…`. */
export function isTextType(essence: string): boolean {
  return isJsonType(essence) || /^text\/|[/+]xml$|\/(?:javascript|x-www-form-urlencoded)$/.test(essence);
}

/** Of declared media types the one that a body of this type has to be like: its own before any range that it is in. */
export function mediaOfType<Declared>(content: ReadonlyMap<string, Declared>, essence: string): Declared | undefined {
  const exact = content.get(essence);
  if (exact !== undefined) return exact;
  const fitting = [...content.keys()].filter((declared) => isOfType(declared, essence));
  const [closest] = fitting.sort((one, other) => breadthOf(one) - breadthOf(other));
  return closest === undefined ? undefined : content.get(closest);
}

function breadthOf(type: string): number {
  if (type.startsWith('*/')) return 2;
  return type.includes('/*') ? 1 : 0;
}
