import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';

/** After this, a child that was asked to end is ended. */
const GRACE_MS = 20_000;

/** What a command said, standard output and error as they came, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

const running = new Set<ChildProcess>();

/** Ends the group of each child that still runs: gently, then by force. */
export function endAll(): void {
  for (const child of running) {
    const signal = (name: NodeJS.Signals) => {
      try {
        if (child.pid) process.kill(-child.pid, name);
      } catch {
        // It has ended by itself.
      }
    };
    signal('SIGTERM');
    setTimeout(signal, GRACE_MS, 'SIGKILL').unref();
  }
}

/**
 * Runs a command without standard input, in a process group of its own, so that what it started ends with it. `onLine` is
 * told each line as it comes. A command that cannot be started answers code 127.
 */
export function command(
  name: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly onLine?: (line: string) => void } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(name, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    let output = '';
    const listen = (stream: NodeJS.ReadableStream) => {
      const decoder = new StringDecoder('utf8');
      let rest = '';
      stream.on('data', (chunk: Buffer) => {
        const text = decoder.write(chunk);
        output += text;
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) options.onLine?.(line);
      });
      stream.on('end', () => {
        if (rest) options.onLine?.(rest);
      });
    };
    listen(child.stdout);
    listen(child.stderr);
    const done = (code: number) => {
      running.delete(child);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += `${name}: ${error.message}\n`;
      done(127);
    });
    child.on('close', (code, signal) => done(code ?? (signal === 'SIGKILL' ? 137 : 143)));
  });
}
