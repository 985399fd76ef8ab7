import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ServedPicture } from '../http/picture-response.ts';
import { sizeOf } from '../images/resize.ts';
import { resizedPicture } from '../images/resized-pictures.ts';
import type { Exchange } from './exchange.ts';
import type { ServerParts } from './parts.ts';

/** The last picture that each connection waits for. */
const turns = new WeakMap<Socket, Promise<void>>();

/**
 * Waits until the pictures that were asked for before on the same connection are read: whoever asks for hundreds and reads
 * none holds one of them in our memory, not all.
 */
export async function pictureTurn(socket: Socket, response: ServerResponse): Promise<void> {
  const before = turns.get(socket);
  turns.set(
    socket,
    new Promise((resolve) => {
      response.once('finish', resolve);
      response.once('close', resolve);
    }),
  );
  await before;
}

/**
 * The picture at a path, as the request's world has it: uploaded, or the contract's own unless it was removed there.
 * A request without a session, such as that of an `<img>`, finds the uploads of all worlds: their paths are unique.
 */
export async function pictureAt(
  { storage, gallery }: ServerParts,
  { path, query, session }: Exchange,
): Promise<ServedPicture | undefined> {
  const size = sizeOf(query);
  const stored = await storage.picture(session ?? '', path);
  if (stored === null) return undefined;
  const found =
    stored ?? (gallery.has(path) || session !== undefined ? undefined : await storage.picture(undefined, path));
  if (found === undefined || found === null) return gallery.at(path, size);
  return size === undefined || !found.resize ? found : resizedPicture(found, size);
}
