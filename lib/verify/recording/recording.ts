import type { Fidelity, Receiver } from '../message';
import type { BodyHash } from '../rfc/dkim/body-hash';
import type { Proof } from '../rfc/dkim/prove';
import type { Report } from '../verdict';
import type { Asked } from '../world';

/** Grows when a reader of the older one would be misled. */
export const FORMAT = 1;

/**
 * A mail as it was judged, without what is private of it: docs/recordings.md. It holds enough to be judged again, and so is what
 * a reader sends with "this verdict is wrong", and a test's fixture.
 */
export interface Recording {
  readonly format: typeof FORMAT;
  /** Milliseconds since 1970-01-01 UTC at which it was judged. */
  readonly at: number;
  readonly receiver: Receiver;
  readonly fidelity: Fidelity;
  /** The head's fields, byte strings without the line end that closes each, in their order. */
  readonly fields: readonly string[];
  /** The hashes of the body that its signatures ask for; null where the body was not known. */
  readonly bodies: readonly BodyHash[] | null;
  /** For each signature by its b=, what cryptography said of it: what it was made over is hidden now. */
  readonly proven: Readonly<Record<string, Proof>>;
  readonly asked: readonly Asked[];
  readonly verdict: Verdict;
}

/** What the mail was judged to be, in codes. */
export interface Verdict {
  readonly lock: string;
  readonly transit: string;
  readonly seal: string | null;
  readonly sender: string | null;
  /** Code of each check, by its id. */
  readonly findings: Readonly<Record<string, string>>;
}

export function verdictOf({ transit, sender, findings }: Report): Verdict {
  return {
    lock: transit.lock,
    transit: transit.code,
    seal: sender?.seal ?? null,
    sender: sender?.code ?? null,
    findings: Object.fromEntries(findings.map(({ id, code }) => [id, code])),
  };
}
