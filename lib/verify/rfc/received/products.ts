/**
 * What is known of the servers that write Received lines. A product is recognised by what it writes after `by`, never by
 * anything a client could have said. To add one, add a line here.
 */

export interface Product {
  readonly name: string;
  /** It writes TLS when there was some, so a keyword without it means there was none. */
  readonly recordsTls: boolean;
  /**
   * What the word after `from` is where nothing marks it: what the client said (`helo`), the name the server found (`name`,
   * the HELO left out where it is the same), or the address seen.
   */
  readonly lead: 'helo' | 'name' | 'address';
  /** It writes the HELO and no address. */
  readonly hidesAddress: boolean;
  /** It writes a name only after looking it up forwards again, or says so where that failed. */
  readonly confirms: boolean;
  /** Where it writes TLS as a comment: between the address and `by`, after `by`, or either where not known. */
  readonly writesTls: 'before-by' | 'after-by' | 'anywhere';
}

type Known = Partial<Omit<Product, 'name'>>;

function product(name: string, known: Known = {}): Product {
  return {
    name,
    recordsTls: false,
    lead: 'helo',
    hidesAddress: false,
    confirms: false,
    writesTls: 'anywhere',
    ...known,
  };
}

const POSTFIX = product('Postfix', { recordsTls: true, confirms: true, writesTls: 'before-by' });
export const EXIM = product('Exim', { recordsTls: true, lead: 'name', confirms: true, writesTls: 'after-by' });
const SENDMAIL = product('Sendmail', { recordsTls: true, confirms: true, writesTls: 'after-by' });
const GMAIL = product('Gmail', { recordsTls: true, confirms: true, writesTls: 'after-by' });
const EXCHANGE = product('Exchange', { recordsTls: true, writesTls: 'after-by' });
export const COURIER = product('Courier', { recordsTls: true, writesTls: 'before-by' });
export const QMAIL = product('qmail', { lead: 'name', writesTls: 'after-by' });
export const ZMAILER = product('ZMailer', { lead: 'name', writesTls: 'after-by' });
export const NET_GATEWAY = product('.NET gateway', { lead: 'address', writesTls: 'after-by' });

/** By the first word of a comment after `by`: letters, digits, "." and "-", in lower case. */
const BY_COMMENT = new Map<string, Product>([
  ['postfix', POSTFIX],
  ['exim', EXIM],
  ['pps', product('Proofpoint', { recordsTls: true, writesTls: 'after-by' })],
  ['sentrion-mta-', product('Sentrion', { recordsTls: true, writesTls: 'after-by' })],
  ['opensmtpd', product('OpenSMTPD', { recordsTls: true, writesTls: 'after-by' })],
  ['haraka', product('Haraka', { recordsTls: true, writesTls: 'after-by' })],
  ['ecelerity', product('Momentum', { lead: 'address', writesTls: 'after-by' })],
  ['stalwart', product('Stalwart', { writesTls: 'before-by' })],
  ['kumomta', product('KumoMTA', { writesTls: 'after-by' })],
  ['zonemta', product('ZoneMTA', { writesTls: 'after-by' })],
  ['halon', product('Halon')],
  ['apple', product('Apple Secure Mail Relay', { writesTls: 'before-by' })],
  ['symantec', product('Symantec Messaging Gateway', { writesTls: 'before-by' })],
  ['sophos', product('Sophos Email Appliance', { writesTls: 'before-by' })],
  ['trex', product('MailChannels', { writesTls: 'before-by' })],
  ['active', product('Active!gate', { writesTls: 'before-by' })],
  ['pgp', product('PGP Universal')],
  ['mdaemon', product('MDaemon')],
  ['communigate', product('CommuniGate Pro', { lead: 'address' })],
  ['amavisd-new', product('amavis')],
  ['amavis', product('amavis')],
  ['cyrus', product('Cyrus')],
  ['lotus', product('Domino')],
  ['ibm', product('Domino')],
  ['hcl', product('Domino')],
  ['powermta', product('PowerMTA')],
  ['sg', product('SendGrid')],
  ['coremail', product('Coremail')],
  ['qpsmtpd', product('qpsmtpd', { lead: 'name', writesTls: 'after-by' })],
  ['fetchmail', product('fetchmail')],
  ['iplanet', product('Oracle Messaging')],
  ['oracle', product('Oracle Messaging')],
  ['sun', product('Oracle Messaging')],
  ['pmdf', product('PMDF')],
  ['intermail', product('InterMail')],
  ['nemesis', product('GMX')],
  ['listserv-tcp', product('LISTSERV')],
  ['mercury', product('Mercury')],
  ['ciphermail', product('CipherMail')],
  ['horde', product('Horde')],
  ['smtpl', product('SMTPL', { lead: 'address' })],
  ['yahoo', product('Yahoo', { lead: 'address', writesTls: 'after-by' })],
  ['kerio', product('Kerio Connect')],
  ['hmailserver', product('hMailServer')],
  ['zmail', product('Zmail')],
]);

/** By the words after `with`, their beginning in lower case. */
const BY_WITH: readonly (readonly [string, Product])[] = [
  ['microsoft smtp server', EXCHANGE],
  ['microsoft smtpsvc', product('Microsoft SMTPSVC', { writesTls: 'after-by' })],
  ['codetwo smtp server', product('CodeTwo', { writesTls: 'after-by' })],
  ['mailenable', product('MailEnable')],
  ['ibm esmtp', product('IBM SMTP Gateway', { writesTls: 'after-by' })],
];

/** By the whole name of the server: these are one machine's name to the world. */
const BY_HOST = new Map<string, Product>([
  ['mx.google.com', GMAIL],
  ['smtp.gmail.com', GMAIL],
  ['smtp.googlemail.com', GMAIL],
  ['smtp-relay.gmail.com', GMAIL],
  ['smtp.google.com', GMAIL],
  ['aspmx.l.google.com', GMAIL],
]);

/** By the end of the server's name. */
const BY_DOMAIN: readonly (readonly [string, Product])[] = [
  ['.aliyun.com', product('Aliyun', { hidesAddress: true })],
  ['.aliyun-inc.com', product('Aliyun', { hidesAddress: true })],
  ['.yahoo.com', product('Yahoo', { lead: 'address', writesTls: 'after-by' })],
  ['.mimecast.com', product('Mimecast')],
  ['.symcld.net', product('Symantec Email Security.cloud', { lead: 'address', writesTls: 'before-by' })],
  ['.messagelabs.net', product('Symantec Email Security.cloud', { lead: 'address', writesTls: 'before-by' })],
];

/** The product named by a comment after `by`, whose text begins at `start` in `raw`; null if it names none. */
export function productOfComment(raw: string, start: number, end: number): Product | null {
  let at = start;
  const first = raw.charCodeAt(at);
  if (first >= 48 && first <= 57) {
    // Sendmail writes its version and its configuration's: "8.17.1.9/8.17.1.9". TLS came with 8.11; none is told by older.
    return first === 56 && raw.charCodeAt(at + 1) === 46 && raw.slice(at, Math.min(end, at + 40)).includes('/8.')
      ? SENDMAIL
      : null;
  }
  const limit = Math.min(end, start + 16);
  while (at < limit) {
    const code = raw.charCodeAt(at);
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    if (!letter && code !== 45) break;
    at++;
  }
  return BY_COMMENT.get(raw.slice(start, at).toLowerCase()) ?? null;
}

export function productOfWith(phrase: string): Product | null {
  const first = phrase.charCodeAt(0) | 32;
  if (first !== 109 && first !== 99 && first !== 105) return null;
  const lower = phrase.slice(0, 32).toLowerCase();
  for (const [words, found] of BY_WITH) if (lower.startsWith(words)) return found;
  return null;
}

export function productOfHost(host: string): Product | null {
  const lower = host.toLowerCase();
  const found = BY_HOST.get(lower);
  if (found) return found;
  for (const [domain, known] of BY_DOMAIN) if (lower.endsWith(domain)) return known;
  return null;
}

/** True for the id that Exim gives a message ("1xVgA5-0002DF-15", since 4.97 "1uUk40-000000004zm-2JMC"). */
export function isEximId(id: string): boolean {
  if (id.length !== 16 && id.length !== 23) return false;
  const second = id.length - (id.length === 16 ? 3 : 5);
  for (let at = 0; at < id.length; at++) {
    const code = id.charCodeAt(at);
    if (at === 6 || at === second) {
      if (code !== 45) return false;
    } else if (!((code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 122))) return false;
  }
  return true;
}

/** True for the id that Courier gives a message ("0000000000000267.000000006B04F9C2.00004C0C"). */
export function isCourierId(id: string): boolean {
  const parts = id.split('.', 4);
  return parts.length === 3 && parts.every((part) => part.length >= 8 && part.length <= 16 && isHex(part));
}

function isHex(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!((code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102))) return false;
  }
  return true;
}
