import { flushCompileCache } from 'node:module';

const PARENT_CHECK_MS = 500;
const CACHE_AFTER_MS = 1_000;

/** Stops on SIGINT, SIGTERM, and when npm, which started us, is gone; then exits with 0. */
export function stopWhenAsked(stop: () => Promise<void>): void {
  let stopping = false;
  const act = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await stop();
    process.exit(0);
  };
  process.on('SIGINT', act);
  process.on('SIGTERM', act);
  if (process.env['npm_lifecycle_event'] !== undefined) whenParentIsGone(act);
}

/** A signal to npm ends npm and its shell, but does not reach what they run: that has to notice by itself. */
function whenParentIsGone(act: () => void): void {
  const parent = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(check);
    act();
  }, PARENT_CHECK_MS).unref();
}

/** Writes the compile cache soon, for the next start, even if nobody lets this process end in peace. */
export function keepCompileCache(): void {
  setTimeout(flushCompileCache, CACHE_AFTER_MS).unref();
}

/** The origin as somebody on this machine can open it. */
export function openable(origin: string): string {
  return `${origin.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//127.0.0.1')}/`;
}
