import type { SmtpOutcome } from './posture';

/** These settle what a sender meets; all others leave it open, and say nothing of encryption. */
const SETTLED: readonly SmtpOutcome[] = ['starttls-works', 'starttls-broken', 'no-starttls', 'injected-plaintext'];

/** True if the address was heard on the question of encryption. */
export function isTested({ outcome }: { readonly outcome: SmtpOutcome }): boolean {
  return SETTLED.includes(outcome);
}
