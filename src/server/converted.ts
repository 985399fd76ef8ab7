import { refuse } from '../contract/failures.ts';
import type { ConvertedPicture } from '../images/conversion.ts';
import { PictureError } from '../images/picture-error.ts';

/**
 * A picture that a handler has converted. `place` is the part or key of the body that it came by.
 * @throws Refusal pictureInvalid, when the conversion finds that it is none.
 */
export async function converted<Picture extends ConvertedPicture>(
  conversion: Promise<Picture>,
  place: string,
): Promise<Picture> {
  try {
    return await conversion;
  } catch (error) {
    if (error instanceof PictureError) throw refuse('pictureInvalid', ['body', place], error.message);
    throw error;
  }
}
