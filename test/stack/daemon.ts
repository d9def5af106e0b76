import { mkdirSync } from 'node:fs';
import { INSIDE } from './place.ts';
import { endOfLog, runServer } from './run-server.ts';
import type { Server } from './run-server.ts';

/** A server that runs in the foreground as a child of this process. */
export interface Daemon {
  readonly name: string;
  /** Where it writes what it has to say. */
  readonly log: string;
  stop(): Promise<void>;
}

export const logFile = (name: string): string => `${INSIDE}/log/${name}.log`;

/** The end of a server's log, for an error message. */
export const logTail = (name: string): string => endOfLog(logFile(name));

/** Starts one of the stack's servers; its log stands with those of the others. */
export async function startDaemon(
  name: string,
  command: Server['command'],
  ports: Server['ports'],
  env: NodeJS.ProcessEnv = {},
): Promise<Daemon> {
  mkdirSync(`${INSIDE}/log`, { recursive: true });
  const log = logFile(name);
  return { name, log, stop: await runServer({ name, command, log, ports, env }) };
}
