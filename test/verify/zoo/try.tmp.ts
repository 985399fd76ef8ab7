import { CHECK_NAMES } from '../../../src/verify/checks/names.ts';
import { findingsOf } from './enclosure.ts';
import { zoo } from './index.ts';

const cpu = () => {
  const u = process.cpuUsage();
  return (u.user + u.system) / 1e6;
};
const only = process.argv[2];
const all = process.argv[3] === 'all';
for (const [api, a] of zoo) {
  if (only && !new RegExp(only).test(`${api.name} ${a.title} ${a.check}`)) continue;
  const b = cpu();
  const t = performance.now();
  try {
    const f = await findingsOf(api, a.plant, {
      operations: [a.operation],
      checks: all ? CHECK_NAMES : [a.check],
      timeoutMs: a.timeoutMs,
      failFast: !all,
    });
    const hit = f.find((x) => x.check === a.check);
    console.log(
      hit ? 'found ' : 'MISSED',
      api.name,
      '|',
      a.title,
      '|',
      a.check,
      '| cpu',
      (cpu() - b).toFixed(1),
      'wall',
      ((performance.now() - t) / 1000).toFixed(1),
      hit ? `| ${hit.title} → ${hit.came.slice(0, 110)}` : '',
      all ? [...new Set(f.map((x) => x.check))].join(' ') : '',
    );
  } catch (e) {
    console.log('BROKEN', api.name, a.title, (e as Error).stack?.split('\n').slice(0, 3).join(' '));
  }
}
console.log('total cpu', cpu().toFixed(1));
