import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { signZone } from '../dns/sign-zone.ts';
import { UNBOUND, ownCopy, unboundConf } from '../dns/unbound.ts';
import type { Daemon } from './daemon.ts';
import { startDaemon } from './daemon.ts';
import { CLOSED_PORT, DNS_PORT, DOH_PORT, NAMES, RESOLVER } from './network.ts';
import { trustedCertificate } from './pki.ts';
import { INSIDE } from './place.ts';
import type { Zone } from './zones.ts';
import { DOWN, zones } from './zones.ts';

const HOME = `${INSIDE}/dns`;

export const RESOLVER_URL = 'https://dns.box.test/dns-query';
/** The keys of the signed zones, for others that validate. */
export const ANCHORS = `${HOME}/anchors`;

/** The one resolver of the namespace, in place of all name servers of the world: for mail servers by UDP, for browsers by HTTPS. */
export async function startResolver(): Promise<Daemon> {
  mkdirSync(HOME, { recursive: true });
  const served = zones();
  writeFileSync(ANCHORS, served.map(publish).join(''));
  const conf = unboundConf({
    folder: HOME,
    plain: ['127.0.0.1', DNS_PORT],
    doh: [RESOLVER, DOH_PORT],
    certificate: trustedCertificate('dns.box.test'),
    anchors: ANCHORS,
    zones: served.map(({ origin, signed }) => [origin, signed ? `${origin}.zone.signed` : `${origin}.zone`]),
    elsewhere: [[DOWN, ['127.0.0.1', CLOSED_PORT], 'tcp']],
    more: [
      'access-control: 0.0.0.0/0 allow',
      'local-zone: "example." transparent',
      ...NAMES.map(([address, name]) => `local-data-ptr: "${address} ${name}"`),
    ],
  });
  writeFileSync(`${HOME}/unbound.conf`, conf);
  const command = [ownCopy(UNBOUND, HOME), '-d', '-c', `${HOME}/unbound.conf`] as const;
  return startDaemon('unbound', command, [
    ['127.0.0.1', DNS_PORT],
    [RESOLVER, DOH_PORT],
  ]);
}

/** Writes a zone's file, and signs it anew if it has changed. Answers its trust anchor; nothing for one that is not signed. */
function publish({ origin, text, signed }: Zone): string {
  const file = `${HOME}/${origin}.zone`;
  const anchor = `${HOME}/${origin}.anchor`;
  const kept = existsSync(file) && readFileSync(file, 'utf8') === text;
  writeFileSync(file, text);
  if (!signed) return '';
  if (!kept || !existsSync(anchor)) {
    rmSync(anchor, { force: true });
    writeFileSync(anchor, signZone(HOME, origin));
  }
  return readFileSync(anchor, 'utf8');
}
