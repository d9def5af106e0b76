import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endGuarded, guarded } from './guard.ts';

const run = promisify(execFile);

const SCREEN = { width: 1280, height: 1000 } as const;

/** A screen that nobody sees, for what a browser asks outside its pages. */
export interface Screen {
  /** Value of `DISPLAY`. */
  readonly display: string;
  /** Colour at a place: red, green, blue, 0 to 255. */
  pixel(x: number, y: number): readonly [number, number, number];
  /** Presses keys, by xdotool's names, in the window that has the focus. */
  press(...keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Starts a screen on a free display number. */
export async function openScreen(): Promise<Screen> {
  const folder = mkdtempSync(join(tmpdir(), 'hoplock-screen-'));
  const size = `${SCREEN.width}x${SCREEN.height}x24`;
  const server = guarded('Xvfb', ['-displayfd', '1', '-screen', '0', size, '-fbdir', folder, '-nolisten', 'tcp']);
  const number = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.endsWith('\n')) resolve(said.trim());
    });
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}; is it installed?`)));
  });
  const display = `:${number}`;
  return {
    display,
    pixel: (x, y) => pixelOf(join(folder, 'Xvfb_screen0'), x, y),
    press: async (...keys) => {
      await run('xdotool', ['key', '--delay', '50', ...keys], { env: { ...process.env, DISPLAY: display } });
    },
    close: async () => {
      await endGuarded(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Xvfb keeps its picture in a file of the XWD form: a header of big-endian words, a colour table, then rows of BGRX. */
function pixelOf(file: string, x: number, y: number): readonly [number, number, number] {
  const descriptor = openSync(file, 'r');
  try {
    const header = Buffer.alloc(100);
    readSync(descriptor, header, 0, 100, 0);
    const [headerSize, rowSize, colours] = [header.readUInt32BE(0), header.readUInt32BE(48), header.readUInt32BE(76)];
    const pixel = Buffer.alloc(4);
    readSync(descriptor, pixel, 0, 4, headerSize + colours * 12 + y * rowSize + x * 4);
    return [pixel[2]!, pixel[1]!, pixel[0]!];
  } finally {
    closeSync(descriptor);
  }
}
