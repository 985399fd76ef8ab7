import { memoryStorage, type Options } from 'multer';
import { FORM_LIMITS } from '../contract/form.ts';
import { feedForm } from './offered-forms.ts';

/** multer's options: the limits are those of every form here, the body is fed from memory. */
export const formReader: Options = {
  storage: memoryStorage(),
  limits: { parts: FORM_LIMITS.parts, headerPairs: FORM_LIMITS.headerPairs, fieldSize: Number.POSITIVE_INFINITY },
  defParamCharset: 'utf8',
  ...{ streamHandler: feedForm },
};
