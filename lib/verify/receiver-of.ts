import type { Receiver } from './message';
import { receivers } from './receivers/index';
import { readDomain } from './rfc/domain';

/** Ids of the mailbox providers that can be named. */
export const PROVIDERS: readonly string[] = receivers.flatMap(({ id, kind }) => (kind === 'mailbox' ? [id] : []));

/**
 * The receiver of a mail that comes without one, a file's: `named` is a provider's id, a mailbox's domain, or an address in it;
 * null where nobody is named, and then nobody vouches for the lines that servers are said to have written. Null if `named` is none
 * of them. `sealers`: domains whose ARC seals are believed.
 */
export function receiverOf(named: string | null, sealers: readonly string[] = []): Receiver | null {
  const preset = named !== null && PROVIDERS.includes(named.toLowerCase()) ? named.toLowerCase() : null;
  const mailbox = named === null || preset !== null ? null : readDomain(named.slice(named.lastIndexOf('@') + 1));
  if (named !== null && preset === null && mailbox?.includes('.') !== true) return null;
  return {
    mailbox,
    preset,
    names: [],
    networks: [],
    gateways: [],
    learned: [],
    folder: null,
    sealers,
    vouched: named !== null,
  };
}
