import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { Contract } from '../contract/contract.ts';
import type { ServedPicture } from '../http/picture-response.ts';
import { typeOfFile } from './media-types.ts';
import { resized, type Size } from './resize.ts';

const MEBIBYTE = 1024 * 1024;
const MAX_RESIZED_BYTES = 16 * MEBIBYTE;

interface StoredPicture extends ServedPicture {
  resize: boolean;
}

/** The pictures that the contracts' answers speak of, at the paths of their URLs. */
export interface Gallery {
  has(path: string): boolean;
  /** The picture at a path, scaled where its server does that. */
  at(path: string, size: Size | undefined): Promise<ServedPicture> | undefined;
}

/**
 * Reads all pictures of the contracts into memory: they are few and small.
 * @throws Error for a file that is missing, of an unknown type, or two pictures at one path.
 */
export async function galleryOf(contracts: readonly Contract[], folderOf: (api: string) => string): Promise<Gallery> {
  const stored = new Map<string, StoredPicture>();
  for (const { api, pictures } of contracts) {
    for (const { url, file, resize = false } of pictures) {
      const path = new URL(url).pathname;
      if (stored.has(path)) throw new Error(`${api}: two pictures have the path ${path}.`);
      stored.set(path, { ...(await pictureIn(join(folderOf(api), file), `${api}: ${url}`)), resize });
    }
  }
  const small = new LRUCache<string, ServedPicture>({
    maxSize: MAX_RESIZED_BYTES,
    sizeCalculation: ({ bytes }) => bytes.length + 1,
  });
  return {
    has: (path) => stored.has(path),
    at(path, size) {
      const picture = stored.get(path);
      if (picture === undefined) return undefined;
      if (size === undefined || !picture.resize) return Promise.resolve(picture);
      return resizedPicture(small, path, picture, size);
    },
  };
}

async function resizedPicture(
  small: LRUCache<string, ServedPicture>,
  path: string,
  picture: ServedPicture,
  size: Size,
): Promise<ServedPicture> {
  const key = `${path} ${size.width ?? ''} ${size.height ?? ''}`;
  const known = small.get(key);
  if (known !== undefined) return known;
  const made = served(picture.type, await resized(picture.bytes, picture.type, size));
  small.set(key, made);
  return made;
}

async function pictureIn(file: string, where: string): Promise<ServedPicture> {
  const type = typeOfFile(file);
  if (type === undefined) throw new Error(`${where}: ${file} has no ending of a picture.`);
  try {
    return served(type, await readFile(file));
  } catch (error) {
    throw new Error(`${where}: its file cannot be read (${(error as Error).message}).`);
  }
}

function served(type: string, bytes: Buffer): ServedPicture {
  return { type, bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
}
