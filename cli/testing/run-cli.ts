import { PassThrough, Readable, Writable } from 'node:stream';
import type { Dictionary } from '../../lib/browser/words';
import { run } from '../run';
import type { Terminal } from '../terminal';

const ROOT = new URL('../../', import.meta.url);

export interface Given {
  readonly stdin?: string | Uint8Array | Readable;
  readonly env?: Terminal['env'];
  /** Which of the streams are a terminal. */
  readonly tty?: readonly ('stdin' | 'stdout' | 'stderr')[];
  readonly texts?: Dictionary;
  /** Version of Node. */
  readonly node?: string;
  /** Characters after which nobody reads stdout any more. */
  readonly readers?: number;
}

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program in this process. */
export async function runCli(args: readonly string[], given: Given = {}): Promise<Ran> {
  const out = sink(given.readers ?? Infinity);
  const err = sink(Infinity);
  const { stdin = '' } = given;
  const input = stdin instanceof Readable ? stdin : new PassThrough().end(stdin);
  const terminal: Terminal = {
    stdin: Object.assign(input, { isTTY: given.tty?.includes('stdin') ?? false }),
    stdout: Object.assign(out.stream, { isTTY: given.tty?.includes('stdout') ?? false }),
    stderr: Object.assign(err.stream, { isTTY: given.tty?.includes('stderr') ?? false }),
    env: given.env ?? {},
    versions: { node: given.node ?? process.versions.node },
  };
  const exit = await run(args, terminal, ROOT, given.texts);
  return { exit, out: out.text(), err: err.text() };
}

function sink(most: number): { readonly stream: Writable; text(): string } {
  let text = '';
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _, done) {
      text += String(chunk);
      done(text.length > most ? new Error('EPIPE') : null);
    },
  });
  stream.on('error', () => undefined);
  return { stream, text: () => text };
}

/** Texts that are their own keys: what is written, whatever it is worded as. */
export const KEYS: Dictionary = { language: 'en', messages: {} };
