import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, closeSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { INSIDE } from './place.ts';

/** A server that runs in the foreground as a child of this process. */
export interface Daemon {
  readonly name: string;
  /** Where it writes what it has to say. */
  readonly log: string;
  stop(): Promise<void>;
}

const READY_MS = 30_000;
const STOP_MS = 5000;
const TRY_EVERY_MS = 40;
const LOG_TAIL_CHARACTERS = 3000;

export const logFile = (name: string): string => `${INSIDE}/log/${name}.log`;

/** The end of a server's log, for an error message. */
export function logTail(name: string): string {
  try {
    return readFileSync(logFile(name), 'utf8').slice(-LOG_TAIL_CHARACTERS);
  } catch {
    return '(no log)';
  }
}

/** Starts a server and waits until all of `ports` accept connections; throws with the end of its log if it ends before. */
export async function startDaemon(
  name: string,
  command: readonly [string, ...string[]],
  ports: readonly (readonly [address: string, port: number])[],
  env: NodeJS.ProcessEnv = {},
): Promise<Daemon> {
  mkdirSync(`${INSIDE}/log`, { recursive: true });
  const log = openSync(logFile(name), 'a');
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', log, log], env: { ...process.env, ...env } });
  closeSync(log);
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
      if (over !== null) throw new Error(`${name} did not start (${over})\n${logTail(name)}`);
      if (Date.now() - began > READY_MS) {
        child.kill('SIGKILL');
        throw new Error(`${name} does not listen on ${address}:${port} after ${READY_MS / 1000} s\n${logTail(name)}`);
      }
      await pause(TRY_EVERY_MS);
    }
  }
  return {
    name,
    log: logFile(name),
    async stop() {
      if (over !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
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
