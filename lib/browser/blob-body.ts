import type { Body } from '../verify/message';

/** A body that lies in a Blob: only the slice that is asked for comes into memory. */
export function blobBody(blob: Blob): Body {
  return {
    size: blob.size,
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}
