import type { operations } from '../../../generated/adapty.d.ts';
import type { Handlers } from '../../server/handler.ts';
import type { Records } from './records.ts';

export const handlers: Handlers<operations, Records> = {
  /** A second time finds nothing (facts sheet 4.5). */
  async deleteProfile({ subject }, world) {
    await world.change(({ remove }) => remove('profile', subject));
    return { status: 204 };
  },
};
