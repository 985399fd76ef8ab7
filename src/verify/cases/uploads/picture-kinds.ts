import type { Kind } from './pictures.ts';

/** Good pictures, and the types that they are sent as. */
export const goodPictures: readonly [kind: Kind, type: string][] = [
  ['jpeg', 'image/jpeg'],
  ['progressive-jpeg', 'image/jpeg'],
  ['cmyk-jpeg', 'image/jpeg'],
  ['rotated-jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['png-16-bit', 'image/png'],
  ['transparent-png', 'image/png'],
  ['gif', 'image/gif'],
  ['animated-gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['animated-webp', 'image/webp'],
];

/** Good pictures that are declared as something else. */
export const mistyped: readonly [kind: Kind, declared: string][] = [
  ['png', 'image/jpeg'],
  ['gif', 'image/jpeg'],
  ['webp', 'image/jpeg'],
  ['avif', 'image/jpeg'],
  ['jpeg', 'image/png'],
  ['jpeg', 'image/gif'],
  ['png', 'image/webp'],
];
