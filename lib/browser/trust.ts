import { isUnder } from '../verify/rfc/under';
import type { Report } from '../verify/verdict';
import type { Settings } from './settings';

/** What the reader asked to be told, laid over a verdict. */
export interface Trust {
  /** Encrypted mail was expected of the author's domain, and this mail was not. */
  readonly alarm: boolean;
  readonly visible: boolean;
}

/** Locks that an expecting reader is content with: encrypted on the last leg, or never on a network of others. */
const EXPECTED: ReadonlySet<string> = new Set(['closed', 'house', 'plane']);
/** Locks that are shown even where only warnings are asked for. */
const WARNINGS: ReadonlySet<string> = new Set(['open', 'notched']);

/**
 * `expect` raises the alarm; whoever forges the author's domain raises it too, so it needs no proof of the sender. `quiet`
 * would silence a warning and therefore counts only once the sender is shown to be that domain. Nothing here shows that, so
 * `quiet` silences nothing, not even the alarm of a domain above it.
 */
export function trust(report: Pick<Report, 'transit' | 'author'>, settings: Pick<Settings, 'domains' | 'show'>): Trust {
  const { lock } = report.transit;
  const expected = settings.domains.some((entry) => entry.rule === 'expect' && covers(entry, report.author));
  const alarm = expected && !EXPECTED.has(lock);
  return { alarm, visible: settings.show === 'always' || alarm || WARNINGS.has(lock) };
}

function covers({ domain, subdomains }: Settings['domains'][number], author: string | null): boolean {
  return author === domain || (subdomains && author !== null && isUnder(author, domain));
}
