import { readFileSync } from 'node:fs';

/** What all pages have in common, whoever writes them: the docs, the start page, the report of `verify`. */
function own(file: URL): string {
  return readFileSync(file, 'utf8');
}

/** Colours and typefaces, as custom properties. */
export const PALETTE = own(new URL('./palette.css', import.meta.url));

/** What elements look like, on pages that are all ours. */
export const BASE = own(new URL('./base.css', import.meta.url));

/** A module that exports `written`. */
export const CLIPBOARD = own(new URL('./clipboard.js', import.meta.url));

/** The picture in a browser's tab, as SVG. */
export const ICON = own(new URL('./icon.svg', import.meta.url));
