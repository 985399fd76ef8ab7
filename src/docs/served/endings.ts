/** What the compressed forms of a page are called beside it, by their coding. */
export const ENDINGS = { br: '.br', gzip: '.gz' };
