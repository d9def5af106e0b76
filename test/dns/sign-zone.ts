import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian has them. */
export const SIGNING = { keygen: '/usr/bin/dnssec-keygen', signzone: '/usr/bin/dnssec-signzone' } as const;

/** How long the signatures hold, from an hour ago: a mailbox with its zone may be kept for long. */
const VALID_SECONDS = 10 * 365 * 86_400;

/**
 * Signs the zone file `${origin}.zone` of a folder with new keys, as `${origin}.zone.signed` beside it, and answers the
 * key-signing key as a DNSKEY record: the trust anchor. `origin` has no dot at its end.
 */
export function signZone(folder: string, origin: string): string {
  const quietly = { cwd: folder, encoding: 'utf8', stdio: 'pipe' } as const;
  const key = (...flags: string[]): string =>
    execFileSync(SIGNING.keygen, ['-q', '-K', folder, '-a', 'ECDSAP256SHA256', ...flags, origin], quietly).trim();
  const keys = [key(), key('-f', 'KSK')] as const;
  const files = keys.map((name) => `${name}.key`);
  const signed = `${origin}.zone.signed`;
  const options = ['-S', '-K', folder, '-e', `+${VALID_SECONDS}`, '-o', origin, '-f', signed];
  execFileSync(SIGNING.signzone, [...options, `${origin}.zone`], quietly);
  const text = readFileSync(join(folder, files[1]!), 'utf8');
  return `${text.split('\n').find((line) => line !== '' && !line.startsWith(';')) ?? ''}\n`;
}
