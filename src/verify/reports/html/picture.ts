import { type Html, html } from '../../../edge/start-page/html.ts';
import { sizeOf } from '../wording.ts';

const KIBIBYTE = 1024;
/** One picture, and all of a page together. */
const MAX_PICTURE = 128 * KIBIBYTE;
const MAX_ALL = 4 * 1024 * KIBIBYTE;
const SHOWABLE = /^image\/(png|jpeg|gif|webp|avif)\b/i;

/** Shows pictures as long as the page does not grow too heavy. */
export interface PictureBudget {
  /** Undefined for what is no picture that browsers show, or too large. */
  view(bytes: Buffer, type: string): Html | undefined;
}

/** A budget for one page. */
export function pictureBudget(): PictureBudget {
  let left = MAX_ALL;
  return {
    view(bytes, type) {
      const mime = SHOWABLE.exec(type)?.[0].toLowerCase();
      if (mime === undefined || bytes.length === 0 || bytes.length > Math.min(MAX_PICTURE, left)) return undefined;
      left -= bytes.length;
      const source = `data:${mime};base64,${bytes.toString('base64')}`;
      return html`<img src="${source}" alt="The body as a picture, ${mime}, ${sizeOf(bytes.length)}" decoding="async">`;
    },
  };
}
