import { type CompiledQuery, type Kysely, sql } from 'kysely';
import type { Json } from '../contract/document.ts';
import type { RecordKey, StoredPicture } from './storage.ts';
import { keyText, type Tables } from './tables.ts';

/** The questions of nearly every request, built once: building one costs twice what SQLite needs to answer it. */
export interface Queries {
  /** As `Storage.read`, on a connection or in a transaction. */
  record(ask: Ask, world: string, record: RecordKey): Promise<Json | null | undefined>;
  /** As `Storage.picture`. */
  picture(ask: Ask, world: string | undefined, path: string): Promise<StoredPicture | null | undefined>;
}

/** Puts a question to a database. */
export type Ask = <Row>(query: CompiledQuery<Row>) => Promise<readonly Row[]> | readonly Row[];

/** Asks by Kysely, which waits until its connection is free. */
export function askOn(db: Kysely<Tables>): Ask {
  return async (query) => (await db.executeQuery(query)).rows;
}

/** A picture, or nothing but nulls where it is hidden. */
interface PictureRow {
  type: string | null;
  etag: string | null;
  resize: number | null;
  bytes: Uint8Array | null;
}

export function queriesOn(db: Kysely<Tables>): Queries {
  const record = recordQuery(db);
  const anyPicture = picturesAt(db).compile();
  const picture = pictureQuery(db);
  return {
    async record(ask, world, { api, kind, id }) {
      const rows = await ask(asked(record, [keyText(world), api, kind, keyText(id)]));
      const value = rows[0]?.value;
      return value === undefined || value === null ? value : JSON.parse(value);
    },
    async picture(ask, world, path) {
      const place = keyText(path);
      const rows =
        world === undefined
          ? await ask(asked(anyPicture, [place]))
          : await ask(asked(picture, [place, keyText(world), place, keyText(world)]));
      return rows.length === 0 ? undefined : (rows.map(pictureOf).find((found) => found !== null) ?? null);
    },
  };
}

function recordQuery(db: Kysely<Tables>): CompiledQuery<{ value: string | null }> {
  return db
    .selectFrom('records')
    .select('value')
    .where('world', '=', '')
    .where('api', '=', '')
    .where('kind', '=', '')
    .where('id', '=', '')
    .compile();
}

function picturesAt(db: Kysely<Tables>) {
  return db
    .selectFrom('pictures')
    .select(['type', 'etag', 'resize', 'bytes'])
    .where('path', '=', '')
    .$castTo<PictureRow>();
}

/** One question for both tables; a picture that was uploaded where a seeded one was hidden is seen again. */
function pictureQuery(db: Kysely<Tables>): CompiledQuery<PictureRow> {
  const nothing = sql<PictureRow['type']>`null`;
  const hidden = db
    .selectFrom('hidden_pictures')
    .select([nothing.as('type'), nothing.as('etag'), sql<null>`null`.as('resize'), sql<null>`null`.as('bytes')])
    .where('path', '=', '')
    .where('world', '=', '')
    .$castTo<PictureRow>();
  return picturesAt(db).where('world', '=', '').unionAll(hidden).compile();
}

function asked<Row>(query: CompiledQuery<Row>, parameters: string[]): CompiledQuery<Row> {
  return { ...query, parameters };
}

function pictureOf({ type, etag, resize, bytes }: PictureRow): StoredPicture | null {
  if (type === null || etag === null || bytes === null) return null;
  return { type, etag, resize: resize === 1, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}
