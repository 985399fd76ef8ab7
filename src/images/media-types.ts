import { extname } from 'node:path';

const BY_ENDING: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
};

/** The media type of a picture's file, by its ending; undefined for any other. */
export function typeOfFile(name: string): string | undefined {
  return BY_ENDING[extname(name).toLowerCase()];
}
