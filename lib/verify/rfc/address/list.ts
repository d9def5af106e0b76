import { domainText, skip, word, type Scan } from './scan';

/** Mailboxes of one field that are read. A To with more is cut, a From with more than one names no author anyway. */
export const MAX_MAILBOXES = 2_000;

/** One mailbox as it stands in the text: offsets, so that reading a mail's author makes no strings that nobody asked for. */
export interface MailboxSpan {
  /** The phrase before "<", from its first word to its last; empty where there is none. */
  nameAt: number;
  nameEnd: number;
  localAt: number;
  localEnd: number;
  /** Without the comments and folds that may stand between its parts. */
  domain: string;
  /** Index of the group it stands in, or null. */
  group: number | null;
}

export interface GroupSpan {
  readonly nameAt: number;
  readonly nameEnd: number;
}

export interface ListSpans {
  readonly mailboxes: readonly MailboxSpan[];
  readonly groups: readonly GroupSpan[];
  /** False if something in the text is no address, or a limit was reached. */
  readonly whole: boolean;
}

const QUOTE = 34;
const OPEN = 40;
const COMMA = 44;
const COLON = 58;
const SEMICOLON = 59;
const LESS = 60;
const GREATER = 62;
const AT = 64;

/**
 * Reads an address-list (RFC 5322 3.4, 4.4) from `start`. At the first fault it stops, or, if `goOn`, passes on to the next
 * comma or semicolon that no quotation or comment holds. Never throws; linear.
 */
export function readList(text: string, start: number, goOn: boolean): ListSpans {
  const scan: Scan = { text, at: start };
  const mailboxes: MailboxSpan[] = [];
  const groups: GroupSpan[] = [];
  let whole = true;
  let group: number | null = null;
  for (;;) {
    const before = scan.at;
    if (!skip(scan)) return { mailboxes, groups, whole: false };
    if (scan.at >= text.length) return { mailboxes, groups, whole: whole && group === null };
    const code = text.charCodeAt(scan.at);
    // 4.4: empty list members are allowed.
    if (code === COMMA) {
      scan.at++;
      continue;
    }
    if (code === SEMICOLON) {
      whole &&= group !== null;
      if (!whole && !goOn) return { mailboxes, groups, whole };
      group = null;
      scan.at++;
      continue;
    }
    if (mailboxes.length === MAX_MAILBOXES || groups.length === MAX_MAILBOXES)
      return { mailboxes, groups, whole: false };
    const span: MailboxSpan = { nameAt: 0, nameEnd: 0, localAt: 0, localEnd: 0, domain: '', group };
    const found = mailbox(scan, span);
    if (found === 'mailbox' && endsHere(scan)) {
      mailboxes.push(span);
      continue;
    }
    if (found === 'group') {
      // A group in a group is none of the grammar's.
      if (group !== null) whole = false;
      groups.push({ nameAt: span.nameAt, nameEnd: span.nameEnd });
      group = groups.length - 1;
      if (whole || goOn) continue;
    }
    whole = false;
    if (!goOn || !passOn(scan, before)) return { mailboxes, groups, whole };
  }
}

/** True if the next token is a comma, a semicolon or the end. */
function endsHere(scan: Scan): boolean {
  if (!skip(scan)) return false;
  const code = scan.text.charCodeAt(scan.at);
  return scan.at >= scan.text.length || code === COMMA || code === SEMICOLON;
}

/** Goes up to the end of what could not be read. False if a quotation or comment is left open: then all the rest is inside it. */
function passOn(scan: Scan, from: number): boolean {
  const { text } = scan;
  scan.at = from;
  while (scan.at < text.length) {
    const code = text.charCodeAt(scan.at);
    if (code === COMMA || code === SEMICOLON) return true;
    if (code === QUOTE) {
      if (!word(scan)) return false;
    } else if (code === OPEN) {
      if (!skip(scan)) return false;
    } else scan.at++;
  }
  return true;
}

/** Reads one mailbox: words, then "@domain", "<…>" or ":". A phrase may hold anything a client put there, "@" among it. */
function mailbox(scan: Scan, span: MailboxSpan): 'mailbox' | 'group' | 'fault' {
  const { text } = scan;
  let words = 0;
  let hasDomain = false;
  let end = scan.at;
  span.nameAt = scan.at;
  for (;;) {
    if (!skip(scan)) return 'fault';
    const code = text.charCodeAt(scan.at);
    if (scan.at >= text.length || code === COMMA || code === SEMICOLON) {
      span.nameEnd = span.nameAt;
      return hasDomain ? 'mailbox' : 'fault';
    }
    if (code === LESS) {
      span.nameEnd = words > 0 ? end : span.nameAt;
      return angle(scan, span) ? 'mailbox' : 'fault';
    }
    if (code === COLON) {
      scan.at++;
      span.nameEnd = end;
      return words > 0 && !hasDomain ? 'group' : 'fault';
    }
    // "a@b.example c" is neither an address nor, without "<", a phrase: nothing may follow but an angle address.
    if (hasDomain) {
      end = phraseEnd(scan);
      if (end < 0) return 'fault';
    } else if (code === AT) {
      if (words === 0) return 'fault';
      span.localAt = span.nameAt;
      span.localEnd = end;
      scan.at++;
      const domain = domainText(scan);
      if (domain === null) return 'fault';
      span.domain = domain;
      hasDomain = true;
      end = scan.at;
    } else {
      if (!word(scan)) return 'fault';
      words++;
      end = scan.at;
    }
  }
}

/**
 * If, past words and "@", an angle address follows (`a@bank.example Bank <x@evil.example>` is evil.example), moves to its "<"
 * and answers where the phrase before it ends; else -1.
 */
function phraseEnd(scan: Scan): number {
  let end = scan.at;
  for (;;) {
    if (!skip(scan) || scan.at >= scan.text.length) return -1;
    const code = scan.text.charCodeAt(scan.at);
    if (code === LESS) return end;
    if (code === AT) scan.at++;
    else if (!word(scan)) return -1;
    end = scan.at;
  }
}

/** "<" [obs-route] addr-spec ">" */
function angle(scan: Scan, span: MailboxSpan): boolean {
  const { text } = scan;
  scan.at++;
  if (!skip(scan)) return false;
  if (text.charCodeAt(scan.at) === AT && !route(scan)) return false;
  let words = 0;
  if (!skip(scan)) return false;
  span.localAt = scan.at;
  for (;;) {
    if (!skip(scan)) return false;
    if (text.charCodeAt(scan.at) === AT) break;
    if (!word(scan)) return false;
    words++;
    span.localEnd = scan.at;
  }
  if (words === 0) return false;
  scan.at++;
  const domain = domainText(scan);
  if (domain === null || !skip(scan) || text.charCodeAt(scan.at) !== GREATER) return false;
  span.domain = domain;
  scan.at++;
  return true;
}

/** 4.4 obs-route: "@a,@b:". Its domains are no authors. */
function route(scan: Scan): boolean {
  for (;;) {
    if (!skip(scan)) return false;
    const code = scan.text.charCodeAt(scan.at);
    if (code === COLON) break;
    if (code === COMMA) scan.at++;
    else if (code === AT) {
      scan.at++;
      if (domainText(scan) === null) return false;
    } else return false;
  }
  scan.at++;
  return true;
}
