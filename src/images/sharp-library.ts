/** Loaders by format; everything not listed is switched off before the first picture is seen. */
const LOADERS = ['Jpeg', 'Png', 'Nsgif', 'Webp', 'Heif'].map((name) => `VipsForeignLoad${name}Buffer`);

type SharpLibrary = typeof import('sharp').default;

let library: Promise<SharpLibrary> | undefined;

/** sharp, loaded at the first picture only: it is a third of the start-up time of a server without one. */
export function sharpLibrary(): Promise<SharpLibrary> {
  library ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: LOADERS });
    return sharp;
  });
  return library;
}
