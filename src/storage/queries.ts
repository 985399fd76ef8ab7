import { type CompiledQuery, type Kysely, sql } from 'kysely';
import type { Json } from '../contract/document.ts';
import type { RecordKey, StoredPicture } from './storage.ts';
import { keyText, type Tables } from './tables.ts';

/** The questions of nearly every request, built once: building one costs twice what SQLite needs to answer it. */
export interface Queries {
  /** As `Storage.read`, on a connection or in a transaction. */
  record(db: Kysely<Tables>, world: string, record: RecordKey): Promise<Json | null | undefined>;
  /** As `Storage.picture`. */
  picture(db: Kysely<Tables>, world: string | undefined, path: string): Promise<StoredPicture | null | undefined>;
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
    async record(on, world, { api, kind, id }) {
      const { rows } = await on.executeQuery(asked(record, [keyText(world), api, kind, keyText(id)]));
      const value = rows[0]?.value;
      return value === undefined || value === null ? value : JSON.parse(value);
    },
    async picture(on, world, path) {
      const place = keyText(path);
      const { rows } =
        world === undefined
          ? await on.executeQuery(asked(anyPicture, [place]))
          : await on.executeQuery(asked(picture, [place, keyText(world), place, keyText(world)]));
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
