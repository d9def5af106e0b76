import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from '../command.ts';
import type { Tally } from '../tally.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Vitest's JSON report, as far as it is read here. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
    }[];
  }[];
}

/** How much of the failures is shown; the rest is had by running a test alone. */
const MAX_FAILURE_LINES = 400;

/** Vitest's own words on what failed, with differences, which its JSON report leaves out. */
export function failures(output: string): string[] {
  const start = /^.*(?:Failed Tests|Failed Suites|Unhandled Error)/m.exec(output)?.index;
  return start === undefined ? [] : [output.slice(start).split('\n').slice(0, MAX_FAILURE_LINES).join('\n')];
}

/**
 * Counts cases. A file that could not be run is a failure, as is a run without a case; a case left out is named, for nothing
 * is skipped in silence.
 */
export function countCases(report: VitestReport, project: string, code: number): Tally {
  const lines: string[] = [];
  let { numFailedTests: failed } = report;
  for (const file of report.testResults) {
    const name = file.name.replace(ROOT, '');
    for (const one of file.assertionResults) {
      if (one.status === 'failed') {
        lines.push(`${name}: ${one.fullName}`);
      } else if (one.status !== 'passed') lines.push(`not run: ${name}: ${one.fullName}`);
    }
    if (file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed')) {
      failed++;
      lines.push(`${name}: could not be run\n    ${file.message}`);
    }
  }
  if (report.numPassedTests + failed === 0) {
    failed++;
    lines.push(`${project}: no test was run`);
  }
  if (code !== 0 && failed === 0) {
    failed++;
    lines.push(`${project}: vitest ended with code ${code}`);
  }
  return { passed: report.numPassedTests, failed, lines };
}

/** Runs one project of vitest.config.ts. */
export async function cases(project: string, say: (detail: string) => void): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'hoplock-cases-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const done = await command(
      join(ROOT, 'node_modules', '.bin', 'vitest'),
      ['run', '--project', project, ...reporters],
      { cwd: ROOT, onLine: (line) => say(line.trim().slice(0, 80)) },
    );
    let report: VitestReport;
    try {
      report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
    } catch {
      return {
        passed: 0,
        failed: 1,
        lines: [`${project}: vitest ended with code ${done.code} and no report\n${done.output}`],
      };
    }
    const tally = countCases(report, project, done.code);
    return { ...tally, lines: [...tally.lines, ...failures(done.output)] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
