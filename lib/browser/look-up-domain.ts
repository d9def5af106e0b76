import { askReport } from '../companion/ask-report';
import { askable } from '../dns/askable';
import { companionDoor, isLocalNetworkDenied } from './companion-door';
import { dnsLog } from './dns-log';
import { judgedLately } from './judged-lately';
import type { DomainAsk, DomainAnswer } from './protocol';
import { readSettings } from './settings';

/** Where the asking page is; see `Asker`. */
interface From {
  readonly site: string | null;
  readonly tab: number | null;
  readonly private: boolean;
}

/** Asks the companion once about a domain, for a reader who clicked for it. */
export async function lookUpDomain(ask: DomainAsk, from: From): Promise<DomainAnswer> {
  const { companion } = await readSettings();
  const host = companion.url === null ? '' : new URL(companion.url).host;
  const named = ask.domain ?? ownDomain(ask, from);
  const failed = (code: Extract<DomainAnswer, { kind: 'failed' }>['code']): DomainAnswer => {
    return { kind: 'failed', domain: named, host, code, status: 0, seconds: null };
  };
  const door = await companionDoor(companion);
  if (typeof door === 'string') return failed(door);
  if (named === null) return failed('own-unknown');
  const judged = askable(named);
  if (!judged.ok) return failed('domain');
  const { name: domain } = judged;
  // told once: asked again, the companion learns nothing new
  if (ask.first && !from.private)
    dnsLog({ kind: 'domain', author: domain, site: from.site })({
      type: 'GET',
      name: new URL(`v1/domains/${domain}`, door.url).pathname,
      url: door.url,
      at: Date.now(),
    });
  const answer = await askReport(door, domain);
  if (answer.kind !== 'failed') return { ...answer, domain };
  const blocked = answer.code === 'unreachable' && (await isLocalNetworkDenied());
  return { ...answer, code: blocked ? 'blocked' : answer.code, domain, host };
}

/** As the webmail told it when the mail was judged. */
function ownDomain({ key, tab }: DomainAsk, from: From): string | null {
  const id = from.tab ?? tab;
  const mailbox = id === null ? null : (judgedLately(id, key)?.digest.receiver.mailbox ?? null);
  return mailbox?.slice(mailbox.lastIndexOf('@') + 1) || null;
}
