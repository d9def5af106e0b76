import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { INSIDE } from './place.ts';

const DAYS = '3650';

export interface Certificate {
  readonly key: string;
  readonly chain: string;
}

/**
 * Key and self-signed certificate for a server, made once. Nobody verifies them: mail servers encrypt opportunistically
 * (RFC 7435), and what they write into Received lines does not depend on it.
 */
export function certificate(host: string): Certificate {
  const folder = `${INSIDE}/pki`;
  const made = { key: `${folder}/${host}.key`, chain: `${folder}/${host}.pem` };
  if (existsSync(made.chain)) return made;
  mkdirSync(folder, { recursive: true });
  const config = `${folder}/${host}.cnf`;
  writeFileSync(
    config,
    `[req]\nprompt=no\ndistinguished_name=dn\nx509_extensions=ext\n[dn]\nCN=${host}\n[ext]\nsubjectAltName=DNS:${host}\n`,
  );
  const options = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-days', DAYS];
  execFileSync('openssl', ['req', ...options, '-config', config, '-keyout', made.key, '-out', made.chain], {
    stdio: 'pipe',
  });
  return made;
}
