import { mkdtemp, open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Octets that are kept in memory; more go to a file. */
export const IN_MEMORY = 1_048_576;

/** What came of a stream. The file has no name any more: it is gone once it is closed, or the program ends. */
export type Spooled =
  { readonly octets: Uint8Array<ArrayBuffer> } | { readonly file: FileHandle; readonly size: number };

/** Reads a stream to its end, for a mail is read more than once. Null: there are more than `most` octets. Rejects as the stream does. */
export async function spool(stream: Readable, most: number): Promise<Spooled | null> {
  const chunks: Uint8Array[] = [];
  let file: FileHandle | null = null;
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array | string>) {
      const octets = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
      size += octets.length;
      if (size > most) {
        await file?.close();
        return null;
      }
      if (file === null && size > IN_MEMORY) {
        file = await nameless();
        for (const kept of chunks.splice(0)) await append(file, kept);
      }
      if (file) await append(file, octets);
      else chunks.push(octets);
    }
  } catch (error) {
    await file?.close().catch(() => undefined);
    throw error;
  }
  if (file) return { file, size };
  const octets = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    octets.set(chunk, at);
    at += chunk.length;
  }
  return { octets };
}

/** A file that only its owner can read, and whose name is gone at once: a mail must not be left behind. */
async function nameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'hoplock-'));
  try {
    return await open(join(folder, 'mail'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function append(file: FileHandle, octets: Uint8Array): Promise<void> {
  for (let at = 0; at < octets.length;) at += (await file.write(octets, at)).bytesWritten;
}
