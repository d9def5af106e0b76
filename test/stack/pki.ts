import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { INSIDE } from './place.ts';

const DAYS = '3650';
const AUTHORITY = 'authority';

export interface Certificate {
  readonly key: string;
  readonly chain: string;
}

/**
 * Key and self-signed certificate for a server, made once. Nobody verifies them: mail servers encrypt opportunistically
 * (RFC 7435), and what they write into Received lines does not depend on it.
 */
export const certificate = (host: string): Certificate => make(folderIn(INSIDE), host, `subjectAltName=DNS:${host}`);

/**
 * The authority that the browsers of the stack trust, made once in its folder: enter.ts hands it to them before the folder is
 * seen at INSIDE.
 */
export const authority = (home: string = INSIDE): Certificate =>
  make(folderIn(home), AUTHORITY, 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign');

/** A certificate by that authority, for a server that browsers verify. */
export function trustedCertificate(host: string): Certificate {
  const { key, chain } = authority();
  const extensions = `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth`;
  return make(folderIn(INSIDE), host, extensions, ['-CA', chain, '-CAkey', key]);
}

const folderIn = (home: string): string => `${home}/pki`;

function make(folder: string, name: string, extensions: string, issuer: readonly string[] = []): Certificate {
  const made = { key: `${folder}/${name}.key`, chain: `${folder}/${name}.pem` };
  if (existsSync(made.chain)) return made;
  mkdirSync(folder, { recursive: true });
  const config = `${folder}/${name}.cnf`;
  writeFileSync(
    config,
    `[req]\nprompt=no\ndistinguished_name=dn\nx509_extensions=ext\n[dn]\nCN=${name}\n[ext]\n${extensions}\n`,
  );
  const options = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-days', DAYS, ...issuer];
  execFileSync('openssl', ['req', ...options, '-config', config, '-keyout', made.key, '-out', made.chain], {
    stdio: 'pipe',
  });
  return made;
}
