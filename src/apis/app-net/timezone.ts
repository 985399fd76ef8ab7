import { remembering } from './remembering.ts';

/** Whether it is a name of the tz database, links such as `US/Central` among them; no offsets. */
export const isTimeZone = remembering((name) => {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
});
