import type { ReaderReport } from './report-of';
import { saveJson } from './save-json';

export function saveReport(report: ReaderReport): void {
  saveJson('hoplock-report.json', `${JSON.stringify(report, null, 2)}\n`);
}
