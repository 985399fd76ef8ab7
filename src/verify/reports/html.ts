import { pageOf } from './html/page.ts';
import type { ReportSetting } from './index.ts';
import type { Report } from './report.ts';
import type { Sink } from './sink.ts';

/** One page that needs nothing but itself: to be opened from a disk, an artefact of CI or an attachment. */
export function htmlReport(sink: Sink, { environment = {} }: ReportSetting = {}): Report {
  return {
    end(summary, coverage) {
      sink.write(pageOf(summary, coverage, environment));
      sink.close();
    },
  };
}
