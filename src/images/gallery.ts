import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import type { ServedPicture } from '../http/picture-response.ts';
import { etagOf } from './etag.ts';
import { typeOfFile } from './media-types.ts';
import type { Size } from './resize.ts';
import { resizedPicture } from './resized-pictures.ts';

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
  return {
    has: (path) => stored.has(path),
    at(path, size) {
      const picture = stored.get(path);
      if (picture === undefined) return undefined;
      if (size === undefined || !picture.resize) return Promise.resolve(picture);
      return resizedPicture(picture, size);
    },
  };
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
  return { type, bytes, etag: etagOf(bytes) };
}
