import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian has them. */
export const SIGNING = { keygen: '/usr/bin/dnssec-keygen', signzone: '/usr/bin/dnssec-signzone' } as const;

/** The signatures hold whatever a machine's clock says: it is not what is tested, and a zone may be kept for long. */
const VALID = { from: '20240101000000', until: '20440101000000' } as const;

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
  const options = ['-S', '-K', folder, '-s', VALID.from, '-e', VALID.until, '-o', origin, '-f', signed];
  execFileSync(SIGNING.signzone, [...options, `${origin}.zone`], quietly);
  const text = readFileSync(join(folder, files[1]!), 'utf8');
  return `${text.split('\n').find((line) => line !== '' && !line.startsWith(';')) ?? ''}\n`;
}
