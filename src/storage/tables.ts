/** The tables as both databases have them. Times are in milliseconds since 1970, texts as `keyText` writes them. */
export interface Tables {
  worlds: WorldTable;
  records: RecordTable;
  pictures: PictureTable;
  hidden_pictures: HiddenPictureTable;
}

interface WorldTable {
  name: string;
  created_at: number;
  used_at: number;
}

interface RecordTable {
  world: string;
  api: string;
  kind: string;
  id: string;
  /** JSON text, which may hold what neither database allows in its own JSON type; null where it was removed. */
  value: string | null;
}

interface PictureTable {
  path: string;
  world: string;
  api: string;
  owner: string;
  type: string;
  etag: string;
  /** 0 or 1. */
  resize: number;
  created_at: number;
  bytes: Uint8Array;
}

/** Seeded pictures that a world has removed. */
interface HiddenPictureTable {
  world: string;
  path: string;
}

/**
 * A name as the tables hold it: itself, but for NUL, which PostgreSQL refuses, and lone surrogates, which UTF-8 cannot
 * carry; these, other control characters, `"` and `\` are escaped as JSON has it.
 */
export function keyText(name: string): string {
  return JSON.stringify(name).slice(1, -1);
}

/** The name that `keyText` made this of. */
export function nameOf(text: string): string {
  return JSON.parse(`"${text}"`);
}
