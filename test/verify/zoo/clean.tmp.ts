import { apis } from '../../../src/apis/index.ts';
import { CHECK_NAMES } from '../../../src/verify/checks/names.ts';
import { findingsOf } from './enclosure.ts';
import { zoo } from './index.ts';

const cpu = () => {
  const u = process.cpuUsage();
  return (u.user + u.system) / 1e6;
};
for (const api of apis) {
  const ops = [...new Set(zoo.filter(([a]) => a === api).map(([, { operation }]) => operation))];
  const b = cpu();
  const t2 = performance.now();
  const f = await findingsOf(api, () => {}, { operations: ops, checks: CHECK_NAMES, failFast: false });
  console.log(
    api.name,
    ops.join(),
    f.length,
    'cpu',
    (cpu() - b).toFixed(1),
    'wall',
    ((performance.now() - t2) / 1000).toFixed(1),
    f.map((x) => `${x.check}: ${x.title} → ${x.came.slice(0, 300)} / ${x.promised}`).join('\n'),
  );
}
