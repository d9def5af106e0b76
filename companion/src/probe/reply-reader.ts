/** SMTP's replies (RFC 5321 4.2) out of octets as they come, each within bounds. */
import { printable } from './printable';

/** RFC 5321 4.5.3.1.5 allows 512; some servers write more. */
const MAX_LINE = 2_048;
const MAX_LINES = 100;
const MAX_REPLY = 65_536;
const MAX_TEXT = 512;

const LF = 10;
const CR = 13;

export interface Reply {
  readonly code: number;
  /** Texts without their codes, printable. */
  readonly lines: readonly string[];
}

export type Flaw = 'not-smtp' | 'line-too-long' | 'too-many-lines' | 'reply-too-big';

export type Taken =
  | { readonly state: 'more' }
  | { readonly state: 'reply'; readonly reply: Reply }
  | { readonly state: 'flaw'; readonly flaw: Flaw };

export interface ReplyReader {
  /** More octets came. */
  push(octets: Buffer): void;
  /** The next whole reply. After a flaw there is no other answer. */
  take(): Taken;
  /** Octets that came beyond what was taken. */
  left(): number;
}

/** Reads one connection's replies. A bare LF ends a line as well: servers that write it exist, and nothing is decided by it. */
export function replyReader(): ReplyReader {
  let held: Buffer = Buffer.alloc(0);
  let size = 0;
  let code = -1;
  let lines: string[] = [];
  let flaw: Flaw | null = null;

  function fail(what: Flaw): Taken {
    flaw = what;
    held = Buffer.alloc(0);
    return { state: 'flaw', flaw };
  }

  return {
    push(octets) {
      if (flaw || octets.length === 0) return;
      // what nobody waits for is bounded like what somebody does
      if (held.length + octets.length > MAX_REPLY) {
        const first = Buffer.concat([held, octets.subarray(0, MAX_LINE + 1)]);
        flaw = first.indexOf(LF) < 0 ? 'line-too-long' : 'reply-too-big';
        held = Buffer.alloc(0);
        return;
      }
      held = held.length === 0 ? octets : Buffer.concat([held, octets]);
    },
    take() {
      if (flaw) return { state: 'flaw', flaw };
      for (;;) {
        const end = held.indexOf(LF);
        if (end > MAX_LINE || (end < 0 && held.length > MAX_LINE)) return fail('line-too-long');
        if (end < 0) return { state: 'more' };
        const line = held.toString('latin1', 0, end > 0 && held[end - 1] === CR ? end - 1 : end);
        held = held.subarray(end + 1);
        size += end + 1;
        const read = /^([2-5]\d\d)([ -]|$)/.exec(line);
        const number = Number(read?.[1]);
        if (!read || (code >= 0 && number !== code)) return fail('not-smtp');
        code = number;
        lines.push(printable(line.slice(4), MAX_TEXT));
        if (lines.length > MAX_LINES) return fail('too-many-lines');
        if (size > MAX_REPLY) return fail('reply-too-big');
        if (read[2] === '-') continue;
        const reply: Reply = { code, lines };
        code = -1;
        lines = [];
        size = 0;
        return { state: 'reply', reply };
      }
    },
    left: () => held.length,
  };
}
