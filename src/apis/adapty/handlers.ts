import type { operations } from '../../../generated/adapty.d.ts';
import { refuse } from '../../contract/failures.ts';
import type { Handlers } from '../../server/handler.ts';
import type { Records } from './records.ts';

export const handlers: Handlers<operations, Records> = {
  /** A second time finds nothing; a key sees the profiles of its own app only (facts sheet 4.5). */
  async deleteProfile({ subject, caller }, world) {
    await world.change(async (change) => {
      const profile = await change.read('profile', subject);
      const isTheirs = caller.owner === undefined || caller.owner === profile?.app;
      if (profile === undefined || !isTheirs) {
        throw refuse(
          'subjectUnknown',
          ['header', 'adapty-profile-id'],
          `The app has no profile ${subject} (any more).`,
        );
      }
      await change.remove('profile', subject);
    });
    return { status: 204 };
  },
};
