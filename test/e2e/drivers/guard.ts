import { spawn, type ChildProcess } from 'node:child_process';
import type { Duplex } from 'node:stream';

/**
 * Starts a program in a process group of its own that ends with us, however we end: the shell beside it waits for the end of a
 * pipe that we hold, and then kills the whole group. A crash or a SIGKILL of the test closes the pipe as well.
 */
export function guarded(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess & { readonly pid: number } {
  const watch = '"$@" </dev/null & program=$!; (read -r _ <&3; kill -9 -$$) & wait $program; exit $?';
  const child = spawn('/bin/sh', ['-c', watch, 'sh', command, ...args], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  if (child.pid === undefined) throw new Error(`Cannot start ${command}`);
  child.stderr?.resume();
  // The waiting shell would outlive the program.
  child.once('exit', () => (child.stdio[3] as Duplex).destroy());
  return child as ChildProcess & { readonly pid: number };
}

/** Ends a guarded program and waits until it is gone. */
export async function endGuarded(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    // Gone between the two lines.
  }
  await gone;
}
