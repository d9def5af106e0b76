import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Body } from '../lib/verify/message';
import { EXIT } from './exit-codes';
import type { Exit } from './exit-codes';
import { spool } from './spool';
import { troubleOf } from './trouble';
import type { Trouble } from './trouble';

/** Octets of a mail. No provider takes more than 150 MB; what is larger is something else. */
export const MAX_MAIL = 268_435_456;

/** A mail that can be read in slices. */
export interface Source {
  readonly octets: Body;
  /** True once a slice could not be read: then nothing that was found out of the mail counts. */
  failed(): boolean;
  close(): Promise<void>;
}

export type Opened = { readonly ok: true; readonly source: Source } | { readonly ok: false; readonly trouble: Trouble };

const trouble = (code: Trouble['code'], exit: Exit): Opened => ({ ok: false, trouble: { code, exit } });

/** Opens a file, or `stdin` where the name is "-". Whatever is no regular file (a pipe) is read to its end first. Never rejects. */
export async function openSource(name: string, stdin: Readable): Promise<Opened> {
  let handle: FileHandle | null = null;
  try {
    if (name === '-') return await readAll(stdin);
    handle = await open(name, 'r');
    const about = await handle.stat();
    if (about.isDirectory()) return trouble('is-folder', EXIT.noInput);
    if (!about.isFile()) return await readAll(handle.createReadStream({ autoClose: false }));
    if (about.size > MAX_MAIL) return trouble('too-large', EXIT.data);
    const source = sourceOf(handle, about.size);
    handle = null;
    return { ok: true, source };
  } catch (error) {
    return { ok: false, trouble: troubleOf(error) };
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

async function readAll(stream: Readable): Promise<Opened> {
  const kept = await spool(stream, MAX_MAIL);
  if (kept === null) return trouble('too-large', EXIT.data);
  if ('file' in kept) return { ok: true, source: sourceOf(kept.file, kept.size) };
  const { octets } = kept;
  return {
    ok: true,
    source: {
      octets: { size: octets.length, slice: (start, end) => Promise.resolve(octets.subarray(start, end)) },
      failed: () => false,
      close: () => Promise.resolve(),
    },
  };
}

function sourceOf(file: FileHandle, size: number): Source {
  let failed = false;
  return {
    octets: {
      size,
      async slice(start, end) {
        try {
          return await readExactly(file, start, end);
        } catch (error) {
          failed = true;
          throw error;
        }
      },
    },
    failed: () => failed,
    close: () => file.close(),
  };
}

/** Rejects where the file ends before `end`: somebody made it shorter meanwhile. */
async function readExactly(file: FileHandle, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const octets = new Uint8Array(end - start);
  let length = 0;
  while (length < octets.length) {
    const { bytesRead } = await file.read(octets, length, octets.length - length, start + length);
    if (bytesRead === 0) throw new Error('the file has become shorter');
    length += bytesRead;
  }
  return octets;
}
