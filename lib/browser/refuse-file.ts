/** Octets of a mail that is read; ten times what large providers take. */
export const MAX_FILE = 250_000_000;

/** How Outlook's own files begin (a compound file, [MS-CFB] 2.2): the mail's source is not in them. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

export type Refused = 'empty' | 'too-large' | 'outlook-file' | 'unreadable';

/** Why a file is not even tried; null if it is. */
export async function refuseFile(file: Blob): Promise<Refused | null> {
  if (file.size === 0) return 'empty';
  if (file.size > MAX_FILE) return 'too-large';
  try {
    const start = new Uint8Array(await file.slice(0, COMPOUND.length).arrayBuffer());
    return COMPOUND.every((octet, at) => start[at] === octet) ? 'outlook-file' : null;
  } catch {
    return 'unreadable';
  }
}
