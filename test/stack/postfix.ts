import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import type { Daemon } from './daemon.ts';
import { logFile, startDaemon } from './daemon.ts';
import {
  BORDER,
  BORDER_OPENDKIM,
  BORDER_RSPAMD,
  BORDER_V6,
  BORDER_WITHOUT_TLS,
  DOMAIN_WITHOUT_TLS,
  FILTER_PORT,
  FOOTER_PORT,
  LIST_DOMAIN,
  LIST_PORT,
  LMTP_PORT,
  MAILBOX_DOMAIN,
  OPENDKIM_PORT,
  OPENDMARC_PORT,
  READER,
  REINJECT_PORT,
  RSPAMD_PORT,
  SMTPS_PORT,
  SMTP_PORT,
  SUBMISSION_PORT,
} from './network.ts';
import { certificate } from './pki.ts';
import { INSIDE } from './place.ts';

const HOME = `${INSIDE}/postfix`;
const POLICYD_SPF = '/usr/bin/policyd-spf';
const SPF_CONF = `${HOME}/conf/policyd-spf.conf`;
export const QUEUE = `${HOME}/queue`;
/** Room for the 25 MB mail of the benchmark, encoded. */
const LARGEST_MAIL = 60_000_000;

export const hasPolicydSpf = (): boolean => existsSync(POLICYD_SPF);

/** Dovecot answers here whether a password is right. */
export const AUTH_SOCKET = `${INSIDE}/dovecot/auth`;

/** Mail for this address makes a detour through the content filter before it is delivered to the reader. */
export const FILTERED = `filtered@${MAILBOX_DOMAIN}`;
/** The same, by a filter that adds a footer. */
export const FOOTED = `footed@${MAILBOX_DOMAIN}`;
export const LIST = `hikers@${LIST_DOMAIN}`;

const DETOURS = [
  [FILTERED, FILTER_PORT],
  [FOOTED, FOOTER_PORT],
  [LIST, FILTER_PORT],
] as const;

const mainCf = (v6: boolean): string => {
  const tls = certificate('mx.box.test');
  return `compatibility_level = 3.6
queue_directory = ${QUEUE}
data_directory = ${HOME}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${logFile('postfix')}
maillog_file_prefixes = ${INSIDE}, /dev/stdout

myhostname = mx.box.test
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1, ${[BORDER, BORDER_WITHOUT_TLS, BORDER_OPENDKIM, BORDER_RSPAMD].join(', ')}${v6 ? `, [${BORDER_V6}]` : ''}
inet_protocols = ${v6 ? 'all' : 'ipv4'}
# /etc/hosts knows everybody.
smtp_dns_support_level = disabled
smtp_host_lookup = native

alias_maps =
local_recipient_maps =
virtual_mailbox_domains = ${MAILBOX_DOMAIN}, ${LIST_DOMAIN}
virtual_mailbox_maps = static:ok
virtual_alias_domains = ${DOMAIN_WITHOUT_TLS}
virtual_alias_maps = inline:{ {@${DOMAIN_WITHOUT_TLS} = @${MAILBOX_DOMAIN}} {${FILTERED} = ${READER.user}} {${FOOTED} = ${READER.user}} }
virtual_transport = lmtp:inet:127.0.0.1:${LMTP_PORT}
transport_maps = inline:{ {${LIST_DOMAIN} = lmtp:inet:127.0.0.1:${LIST_PORT}} }
default_transport = error:5.1.2 this network has no way out
message_size_limit = ${LARGEST_MAIL}
mailbox_size_limit = 0
virtual_mailbox_limit = 0

smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access $to_filter
to_filter = inline:{${DETOURS.map(([to, port]) => ` {${to} = FILTER smtp:[127.0.0.1]:${port}}`).join('')} }
smtpd_tls_security_level = may
smtpd_tls_chain_files = ${tls.key}, ${tls.chain}
smtpd_tls_received_header = yes
# Old versions are let in as many servers still do: an old TLS is better than none. OpenSSL 3 wants level 0 for them.
smtpd_tls_protocols = >=TLSv1
smtpd_tls_ciphers = medium
tls_medium_cipherlist = HIGH:MEDIUM:!aNULL:@SECLEVEL=0
milter_default_action = tempfail
milter_connect_macros = i j {daemon_name} {if_name} _
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${AUTH_SOCKET}
# Tests connect more often than people do.
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
`;
};

const masterCf = (v6: boolean): string => `${BORDER}:${SMTP_PORT} inet n - n - - smtpd
${v6 ? `[${BORDER_V6}]:${SMTP_PORT} inet n - n - - smtpd\n` : ''}${BORDER_WITHOUT_TLS}:${SMTP_PORT} inet n - n - - smtpd
  -o myhostname=mx2.box.test
  -o smtpd_tls_security_level=none
${BORDER_OPENDKIM}:${SMTP_PORT} inet n - n - - smtpd
  -o myhostname=mx3.box.test
  -o smtpd_recipient_restrictions=check_recipient_access,$to_filter,check_policy_service,unix:private/policyd-spf
  -o smtpd_milters=inet:127.0.0.1:${OPENDKIM_PORT},inet:127.0.0.1:${OPENDMARC_PORT}
${BORDER_RSPAMD}:${SMTP_PORT} inet n - n - - smtpd
  -o myhostname=mx4.box.test
  -o smtpd_recipient_restrictions=
  -o smtpd_milters=inet:127.0.0.1:${RSPAMD_PORT}
127.0.0.1:${SMTP_PORT} inet n - n - - smtpd
${BORDER}:${SUBMISSION_PORT} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_sasl_authenticated_header=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
${BORDER}:${SMTPS_PORT} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
127.0.0.1:${SUBMISSION_PORT} inet n - n - - smtpd
  -o smtpd_tls_security_level=none
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
127.0.0.1:${REINJECT_PORT} inet n - n - - smtpd
  -o smtpd_tls_security_level=none
  -o smtpd_recipient_restrictions=
  -o receive_override_options=no_address_mappings
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
policyd-spf unix - n n - 0 spawn user=nobody argv=/usr/bin/python3 ${POLICYD_SPF} ${SPF_CONF}
`;

/** SPF for mx3.box.test: writes its result, turns nothing away, and does not leave loopback out. */
const spfConf = `debugLevel = 1
TestOnly = 1
HELO_reject = False
Mail_From_reject = False
Header_Type = AR
Authserv_Id = mx3.box.test
skip_addresses = 192.0.2.255/32
`;

/** The border of the reader's provider: mx.box.test. */
export async function startPostfix(v6: boolean): Promise<Daemon> {
  for (const folder of [`${HOME}/conf`, QUEUE, `${HOME}/data`]) mkdirSync(folder, { recursive: true });
  execFileSync('chown', ['postfix', `${HOME}/data`]);
  writeFileSync(`${HOME}/conf/main.cf`, mainCf(v6));
  writeFileSync(`${HOME}/conf/master.cf`, masterCf(v6));
  writeFileSync(SPF_CONF, spfConf);
  // `postfix check` makes the queue and takes seconds; `postfix start-fg` would do it each time.
  if (!existsSync(`${QUEUE}/maildrop`)) execFileSync('postfix', ['check'], { stdio: 'pipe' });
  return startDaemon(
    'postfix',
    ['/usr/lib/postfix/sbin/master', '-s'],
    [
      [BORDER, SMTP_PORT],
      ['127.0.0.1', REINJECT_PORT],
    ],
  );
}
