/** Loaded before a program (`node --import`) that is to live no longer than the run of the tests that started it. */
import { onceGone } from './owner.ts';
import { RUN_OWNER } from './shared.ts';

onceGone(Number(process.env[RUN_OWNER]), () => process.kill(process.pid, 'SIGTERM')).unref();
