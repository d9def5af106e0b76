import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const READY_MS = 30_000;
const STOP_MS = 5000;
const TRY_EVERY_MS = 40;
const LOG_TAIL_CHARACTERS = 3000;

export interface Server {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** File that all it says is appended to. */
  readonly log: string;
  /** It is ready once all of them accept connections. */
  readonly ports: readonly (readonly [address: string, port: number])[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** The end of a server's log, for an error message. */
export function endOfLog(path: string): string {
  try {
    return readFileSync(path, 'utf8').slice(-LOG_TAIL_CHARACTERS);
  } catch {
    return '(no log)';
  }
}

/**
 * Runs a server in the foreground, as a child of this process, and waits until it listens; throws with the end of its log if it
 * ends before. Answers how to end it.
 */
export async function runServer({ name, command, log, ports, env = {}, cwd }: Server): Promise<() => Promise<void>> {
  const file = openSync(log, 'a');
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd, stdio: ['ignore', file, file], env: { ...process.env, ...env } });
  closeSync(file);
  let over: string | null = null;
  const ended = new Promise<void>((resolve) => {
    const end = (why: string) => {
      over = why;
      resolve();
    };
    child.on('error', (error) => end(error.message));
    child.on('exit', (code, signal) => end(signal ?? `exit code ${code ?? '?'}`));
  });
  const began = Date.now();
  for (const [address, port] of ports) {
    while (!(await accepts(address, port))) {
      if (over !== null) throw new Error(`${name} did not start (${over})\n${endOfLog(log)}`);
      if (Date.now() - began > READY_MS) {
        child.kill('SIGKILL');
        throw new Error(`${name} does not listen on ${address}:${port} after ${READY_MS / 1000} s\n${endOfLog(log)}`);
      }
      await pause(TRY_EVERY_MS);
    }
  }
  return async () => {
    if (over !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(timer);
  };
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.on('connect', () => answer(true));
    socket.on('error', () => answer(false));
  });
}
