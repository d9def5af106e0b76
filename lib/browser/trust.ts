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
 * `quiet` silences nothing.
 */
export function trust(report: Pick<Report, 'transit' | 'author'>, settings: Pick<Settings, 'domains' | 'show'>): Trust {
  const { lock } = report.transit;
  const alarm = !EXPECTED.has(lock) && ruleFor(report.author, settings.domains) === 'expect';
  return { alarm, visible: settings.show === 'always' || alarm || WARNINGS.has(lock) };
}

/** The rule of the nearest listed domain: `news.example.com` goes before `example.com` with its subdomains. */
function ruleFor(author: string | null, domains: Settings['domains']): 'expect' | 'quiet' | null {
  let best: Settings['domains'][number] | null = null;
  for (const entry of domains) {
    const under = author === entry.domain || (entry.subdomains && author?.endsWith(`.${entry.domain}`));
    if (under && entry.domain.length > (best?.domain.length ?? 0)) best = entry;
  }
  return best?.rule ?? null;
}
