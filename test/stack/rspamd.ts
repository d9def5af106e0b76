import type { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import type { Daemon } from './daemon.ts';
import { startDaemon } from './daemon.ts';
import { keyFile } from './dkim-keys.ts';
import { RSPAMD_PORT, RSPAMD_SIGNER_PORT } from './network.ts';
import { INSIDE } from './place.ts';

const HOME = `${INSIDE}/rspamd`;
const PROGRAM = '/usr/bin/rspamd';
const SHARE = '/usr/share/rspamd';
/** Its list of public suffixes: the whole one takes half a minute to compile. */
const SUFFIXES = `${HOME}/suffixes`;

export const hasRspamd = (): boolean => existsSync(PROGRAM);

/** As root it wants to be told who else to be. */
const USER = 'nobody';
const GROUP = 'nogroup';

const plugin = (name: string): string => `  path = "${SHARE}/plugins/${name}.lua";\n`;

// Only what writes results, and signs: with all its rules it takes ten seconds to start.
const conf = (key: string): string => `options {
  pidfile = "${HOME}/rspamd.pid";
  filters = "dkim";
  cache_file = "${HOME}/symbols.cache";
  control_socket = "${HOME}/rspamd.sock mode=0600";
  hs_cache_dir = "${HOME}/";
  tempdir = "${HOME}";
  url_tld = "${SUFFIXES}";
  local_addrs = [];
  dns { nameserver = ["127.0.0.1"]; timeout = 1s; retransmits = 2; }
}
logging { type = "console"; level = "info"; }
worker "rspamd_proxy" {
  bind_socket = "127.0.0.1:${RSPAMD_PORT}";
  milter = yes;
  timeout = 20s;
  count = 1;
  upstream "local" { default = yes; self_scan = yes; }
}
worker "normal" { bind_socket = "127.0.0.1:${RSPAMD_SIGNER_PORT}"; count = 1; }
modules {
${['spf', 'dmarc', 'arc', 'dkim_signing', 'milter_headers'].map(plugin).join('')}}
actions { reject = 1000; add_header = 999; greylist = 998; }
dkim { check_local = true; check_authed = true; }
spf { check_local = true; check_authed = true; }
dmarc { check_local = true; check_authed = true; }
arc { check_local = true; check_authed = true; sign_inbound = false; }
milter_headers { use = ["authentication-results"]; skip_local = false; skip_authenticated = false; }
dkim_signing {
  sign_authenticated = true;
  sign_local = false;
  allow_username_mismatch = true;
  domain { rspamd.example { selector = "rs"; path = "${key}"; } }
}
`;

/** Judges for mx4.box.test, and writes one word on everything; and signs for rspamd.example. It turns nothing away. */
export function startRspamd(): Promise<Daemon> {
  mkdirSync(HOME, { recursive: true });
  const key = `${HOME}/rspamd.example.key`;
  copyFileSync(keyFile('rspamd'), key);
  writeFileSync(SUFFIXES, 'example\ntest\n');
  writeFileSync(`${HOME}/rspamd.conf`, conf(key));
  execFileSync('chown', ['-R', `${USER}:${GROUP}`, HOME]);
  const command = [PROGRAM, '-f', '-u', USER, '-g', GROUP, '-c', `${HOME}/rspamd.conf`] as const;
  return startDaemon('rspamd', command, [
    ['127.0.0.1', RSPAMD_PORT],
    ['127.0.0.1', RSPAMD_SIGNER_PORT],
  ]);
}

/** Has rspamd sign a mail of rspamd.example, asked as a mail server asks it for a signed-in account. */
export async function signByRspamd(mail: Buffer, account: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${RSPAMD_SIGNER_PORT}/checkv2`, {
    method: 'POST',
    headers: { From: account, User: account, IP: '203.0.113.10' },
    body: new Uint8Array(mail),
  });
  const said = (await answer.json()) as { readonly 'dkim-signature'?: string };
  const signature = said['dkim-signature'];
  if (signature === undefined) throw new Error(`rspamd did not sign: ${JSON.stringify(said)}`);
  return `DKIM-Signature: ${signature.replace(/\r?\n/g, '\r\n')}\r\n${mail.toString('latin1')}`;
}
