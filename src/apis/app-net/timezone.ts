import { remembering } from './remembering.ts';

/** Whether it is a name of the tz database, links such as `US/Central` among them; no offsets. */
export const isTimeZone = remembering((name) => {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return !timeZone.includes(':');
  } catch {
    return false;
  }
});
