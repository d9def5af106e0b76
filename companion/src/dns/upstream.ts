import type { Question } from './question';
import type { Scanned } from './scan-message';

/** timeout: nothing came in time; unreachable: the way there failed; malformed: what came is no answer to the question. */
export type UpstreamFailure = 'timeout' | 'unreachable' | 'malformed';

export type UpstreamAnswer =
  | { readonly ok: true; readonly octets: Buffer; readonly scanned: Scanned }
  | { readonly ok: false; readonly failure: UpstreamFailure };

/** A resolver that is asked. */
export interface Upstream {
  /** As configured; the label of metrics. */
  readonly label: string;
  /** Nobody between here and there can change what it says: loopback, or a channel that proved whose it is. */
  readonly authentic: boolean;
  /** Asks once, or as often as the transport wants; never rejects. Aborting gives `timeout`. */
  ask(question: Question, signal: AbortSignal): Promise<UpstreamAnswer>;
  close(): void;
}
