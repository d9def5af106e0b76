import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const HOOKS = new URL('../../../scripts/extensionless.ts', import.meta.url).href;
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface Running {
  readonly child: ChildProcess;
  /** What it has written so far. */
  readonly said: { out: string; err: string };
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
}

/** Starts the companion as a process of its own. */
export function runCompanion(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, ['--import', HOOKS, MAIN, ...argv], {
    env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (piece) => (said.out += piece));
  child.stderr.on('data', (piece) => (said.err += piece));
  const ended = new Promise<number | string | null>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal)),
  );
  return { child, said, ended };
}

/** The address that it prints, once it listens. Throws if it ends before. */
export async function addressOf({ child, said, ended }: Running): Promise<string> {
  let over = false;
  void ended.then(() => (over = true));
  for (;;) {
    const found = /(https?:\/\/\S+\/)/.exec(said.out)?.[1];
    if (found !== undefined && said.out.includes('Ctrl-C')) return found;
    if (over) throw new Error(`ended: ${child.exitCode} ${said.out}${said.err}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
