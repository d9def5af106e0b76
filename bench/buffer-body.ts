import type { Body } from '../lib/verify/message.ts';

/** Octets in memory as a mail's body; slices are views. */
export function bufferBody(buffer: Buffer): Body {
  const octets = new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, buffer.length);
  return { size: octets.length, slice: (start, end) => Promise.resolve(octets.subarray(start, end)) };
}
