const CHECK_MS = 500;

/** Whether there is a process of this id. */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Does something once a process is gone, however it ended. */
export function onceGone(pid: number, act: () => void): NodeJS.Timeout {
  const timer = setInterval(() => {
    if (isThere(pid)) return;
    clearInterval(timer);
    act();
  }, CHECK_MS);
  return timer;
}
