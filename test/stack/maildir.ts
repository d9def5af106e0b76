import { closeSync, existsSync, openSync, readSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { Buffer } from 'node:buffer';

/** More than any header of the set. */
const HEAD_OCTETS = 64 * 1024;

export interface Arrived {
  readonly file: string;
  /** The header as a byte string, up to the blank line. */
  readonly head: string;
}

export interface Watching {
  /** Resolves once a mail with this Message-ID (angle brackets included) lies in the maildir. */
  arrival(messageId: string, milliseconds: number): Promise<Arrived>;
  close(): void;
}

/** Watches a maildir for mails, by the Message-ID in their header. */
export function watchMaildir(folder: string): Watching {
  const known = new Map<string, Arrived>();
  const looked = new Set<string>();
  const waiting = new Map<string, (arrived: Arrived) => void>();
  const places = ['new', 'cur'].map((name) => join(folder, name)).filter((place) => existsSync(place));
  const scan = () => {
    for (const place of places) {
      for (const name of readdirSync(place)) {
        // Flags follow the colon; the mail is the same.
        const [key = name] = name.split(':');
        if (looked.has(key)) continue;
        const head = readHead(join(place, name));
        if (head === null) continue;
        looked.add(key);
        const id = /^Message-ID:\s*(<[^>]*>)/im.exec(head)?.[1];
        if (id === undefined) continue;
        const arrived = { file: join(place, name), head };
        known.set(id, arrived);
        waiting.get(id)?.(arrived);
      }
    }
  };
  const watchers = places.map((place) => watch(place, scan));
  scan();
  return {
    arrival(messageId, milliseconds) {
      const here = known.get(messageId);
      if (here) return Promise.resolve(here);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(messageId);
          reject(new Error(`${messageId} was not delivered within ${milliseconds / 1000} s`));
        }, milliseconds);
        waiting.set(messageId, (arrived) => {
          clearTimeout(timer);
          waiting.delete(messageId);
          resolve(arrived);
        });
      });
    },
    close() {
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** Null if the file went away meanwhile: a mail moves from new to cur when it is seen. */
function readHead(file: string): string | null {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const buffer = Buffer.alloc(HEAD_OCTETS);
    const text = buffer.toString('latin1', 0, readSync(handle, buffer, 0, HEAD_OCTETS, 0));
    const end = /\r?\n\r?\n/.exec(text);
    return end ? text.slice(0, end.index) : text;
  } finally {
    closeSync(handle);
  }
}
