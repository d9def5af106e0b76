import { isUnder } from '../verify/rfc/under';
import type { Report } from '../verify/verdict';
import type { Settings } from './settings';

/** What the reader asked to be told, laid over the two verdicts. */
export interface Trust {
  /** Encrypted mail was expected of the author's domain, and this mail was not. */
  readonly lock: boolean;
  /** Mail with a signature of its own was expected of it, and this one has none that holds. */
  readonly seal: boolean;
  readonly visible: boolean;
}

/** Locks that an expecting reader is content with: encrypted on the last leg, or never on a network of others. */
const EXPECTED: ReadonlySet<string> = new Set(['closed', 'house', 'plane']);
/** Seals that say that a signature of the author's domain is missing or broken; grey ones that nothing was found out do not. */
const UNEXPECTED: ReadonlySet<string> = new Set(['half', 'cracked', 'broken', 'empty']);
/** Proven, but not by a signature. */
const UNSIGNED: ReadonlySet<string> = new Set(['spf-only', 'spf-only-no-policy']);
/** What is shown even where only warnings are asked for. */
const WARNINGS: ReadonlySet<string> = new Set(['open', 'notched', 'half', 'cracked', 'broken']);
/** Warnings that a quiet domain may silence. Red is never silenced. */
const SILENCED: ReadonlySet<string> = new Set(['notched']);

/**
 * `expect` raises the alarm; whoever forges the author's domain raises it too, so it needs no proof of the sender. `quiet`
 * silences a warning and therefore counts only once the sender is shown to be that domain. While the sender is left open nothing
 * is said of the seal.
 */
export function trust(
  { transit, sender, author }: Pick<Report, 'transit' | 'sender' | 'author'>,
  settings: Pick<Settings, 'domains' | 'show'>,
): Trust {
  const named = (rule: 'expect' | 'quiet') =>
    settings.domains.some((entry) => entry.rule === rule && covers(entry, author));
  const expected = named('expect');
  const lock = expected && !EXPECTED.has(transit.lock);
  const seal = expected && sender !== null && (UNEXPECTED.has(sender.seal) || UNSIGNED.has(sender.code));
  const proven = sender?.seal === 'whole';
  const quiet = proven && !expected && named('quiet') && SILENCED.has(transit.lock);
  const warns = (WARNINGS.has(transit.lock) && !quiet) || (sender !== null && WARNINGS.has(sender.seal));
  return { lock, seal, visible: settings.show === 'always' || lock || seal || warns };
}

function covers({ domain, subdomains }: Settings['domains'][number], author: string | null): boolean {
  return author === domain || (subdomains && author !== null && isUnder(author, domain));
}
