import type { Readable, Writable } from 'node:stream';

/** All that the program sees of where it runs. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly versions: { readonly node: string };
}

/** Writes, and waits where the other side reads slowly. False: nobody reads any more. */
export function write(stream: Writable, text: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve(false);
    else stream.write(text, (error) => resolve(!error));
  });
}
