/**
 * Implements the keywords that stand after `with`: IANA mail transmission types (RFC 3848, 4954, 6531), and what servers write
 * beside them. To add one, add a line here.
 */

export interface Protocol {
  /** What kind of transport; `mail` is SMTP in any dress, without a word on TLS unless `tls`. */
  readonly kind: 'mail' | 'lmtp' | 'http' | 'mapi' | 'poll' | 'local';
  readonly tls: boolean;
  /** RFC 4954: the client signed in. */
  readonly authenticated: boolean;
}

function protocol(kind: Protocol['kind'], tls = false, authenticated = false): Protocol {
  return { kind, tls, authenticated };
}

const PROTOCOLS = new Map<string, Protocol>([
  ['https', protocol('http', true)],
  ['http', protocol('http')],
  ['httpu', protocol('http', false, true)],
  ['httprest', protocol('http')],
  ['rest', protocol('http')],
  ['mapi', protocol('mapi')],
  ['imap', protocol('poll')],
  ['imap4', protocol('poll')],
  ['pop3', protocol('poll')],
  ['asmtp', protocol('mail', false, true)],
  ['esmtptls', protocol('mail', true)],
  ['esmtp-tls', protocol('mail', true)],
  ['smtp-tls', protocol('mail', true)],
  ['ssmtp', protocol('mail', true)],
  ['local', protocol('local')],
  ['local-smtp', protocol('local')],
  ['local-esmtp', protocol('local')],
  ['local-bsmtp', protocol('local')],
  ['spool', protocol('local')],
]);

for (const base of ['smtp', 'esmtp', 'utf8smtp', 'utf8esmtp', 'lmtp', 'utf8lmtp']) {
  const kind = base.endsWith('lmtp') ? 'lmtp' : 'mail';
  PROTOCOLS.set(base, protocol(kind));
  PROTOCOLS.set(`${base}a`, protocol(kind, false, true));
  PROTOCOLS.set(`${base}s`, protocol(kind, true));
  PROTOCOLS.set(`${base}sa`, protocol(kind, true, true));
}

/** The longest keyword of the table. */
export const MAX_KEYWORD = 12;

/** The protocol named by `word` in any case, or null. */
export function readProtocol(word: string): Protocol | null {
  return word.length > MAX_KEYWORD ? null : (PROTOCOLS.get(word) ?? PROTOCOLS.get(word.toLowerCase()) ?? null);
}
