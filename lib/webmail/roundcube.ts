import type { Expected, Opened, Route, Webmail } from './webmail';

/**
 * Roundcube, on any host: the preview frame of the list, the full view, the message window, and the view of an attached
 * message. Skins: elastic (1.4 and newer); larry and classic by their table of headers.
 */

/** Where a mail's own HTML stands: nothing in there is ever believed. */
const BODY = '#messagebody';

/** Elastic's and larry's; the table is in both of them, and classic has it alone. */
const HEADER_IDS = ['message-header', 'messageheader'] as const;
const HEADER_TABLE = 'headers-table';

/** Actions whose page shows one mail. `get` wraps an attached message's preview in a frame of its own. */
const SHOWING: ReadonlySet<string> = new Set(['show', 'preview']);

/** Names of special folders where the page names none; compared with the last level of the folder's name. */
const SENT: ReadonlySet<string> = new Set(['sent', 'sent items', 'sent messages', 'sent mail']);
const DRAFTS: ReadonlySet<string> = new Set(['drafts', 'draft']);

/** No environment is larger; what is, is not read. */
const ENVIRONMENT_LIMIT = 1_000_000;

interface Environment {
  readonly request_token?: unknown;
  readonly username?: unknown;
  readonly drafts_mailbox?: unknown;
  readonly sent_mailbox?: unknown;
  readonly delimiter?: unknown;
  readonly message_context?: unknown;
  readonly mailboxes?: unknown;
}

const environments = new WeakMap<Document, Environment>();

/** What Roundcube wrote for its own script: `rcmail.set_env({…});` on one line of an inline script. */
function environment(document: Document): Environment {
  const known = environments.get(document);
  if (known) return known;
  for (const script of document.scripts) {
    const text = script.hasAttribute('src') ? '' : (script.textContent ?? '');
    const call = text.indexOf('rcmail.set_env({');
    if (call < 0 || script.closest(BODY)) continue;
    const start = text.indexOf('{', call);
    const read = parsed(text, start, lineEnd(text, start)) ?? parsed(text, start, objectEnd(text, start));
    if (read === null) continue;
    environments.set(document, read);
    return read;
  }
  return {};
}

function parsed(text: string, start: number, end: number): Environment | null {
  if (end < 0 || end - start > ENVIRONMENT_LIMIT) return null;
  try {
    return JSON.parse(text.slice(start, end)) as Environment;
  } catch {
    return null;
  }
}

/** Offset after the last `}` of a line of one call, found without looking at each octet; -1 without any. */
function lineEnd(text: string, start: number): number {
  const line = text.indexOf('\n', start);
  const end = text.lastIndexOf('})', line < 0 ? text.length : line);
  return end < start ? -1 : end + 1;
}

/** Offset after the JSON object that begins at `start`, or -1; strings may hold braces. */
function objectEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + ENVIRONMENT_LIMIT);
  let depth = 0;
  let quoted = false;
  for (let at = start; at < limit; at++) {
    const one = text[at];
    if (quoted) {
      if (one === '\\') at++;
      else if (one === '"') quoted = false;
    } else if (one === '"') quoted = true;
    else if (one === '{') depth++;
    else if (one === '}' && --depth === 0) return at + 1;
  }
  return -1;
}

/** What is the same in all windows of a session: the list around a preview has it before the preview's own head is parsed. */
function sessionOf(document: Document): Environment {
  const written = environment(document);
  if (Object.keys(written).length > 0) return written;
  const around = surrounding(document);
  return around ? environment(around) : {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Outside of a mail's own HTML. */
function own<E extends Element>(elements: Iterable<E>): E | null {
  for (const element of elements) if (!element.closest(BODY)) return element;
  return null;
}

/**
 * From the name signed in with, where that is an address, or else the address that elastic shows for it, in this window or the
 * one around it.
 */
function mailboxDomain(document: Document): string | null {
  const isAddress = (name: string | null): boolean => name?.includes('@') ?? false;
  let user = text(sessionOf(document).username);
  if (!isAddress(user)) user = shownUser(document);
  if (!isAddress(user)) user = shownUser(surrounding(document));
  if (user === null || !isAddress(user)) return null;
  const at = user.lastIndexOf('@');
  try {
    // URL makes the A-label, and refuses what is no host
    return new URL(`http://${user.slice(at + 1).trim()}`).hostname || null;
  } catch {
    return null;
  }
}

function shownUser(document: Document | null): string | null {
  return text(document && own(document.querySelectorAll('.header-title.username'))?.textContent?.trim());
}

/** The page around the preview frame; null where the browser does not let it be read. */
function surrounding(document: Document): Document | null {
  try {
    const parent = document.defaultView?.parent;
    return parent && parent !== document.defaultView ? parent.document : null;
  } catch {
    return null;
  }
}

function folderOf(document: Document, mailbox: string): 'sent' | 'drafts' | null {
  const env = sessionOf(document);
  const listed = (env.mailboxes as Readonly<Record<string, { readonly class?: unknown } | undefined>> | undefined)?.[
    mailbox
  ]?.class;
  if (listed === 'sent' || listed === 'drafts') return listed;
  if (mailbox === env.drafts_mailbox) return 'drafts';
  if (mailbox === env.sent_mailbox) return 'sent';
  const delimiter = text(env.delimiter) ?? (mailbox.includes('/') ? '/' : '.');
  const name = mailbox.slice(mailbox.lastIndexOf(delimiter) + 1).toLowerCase();
  return SENT.has(name) ? 'sent' : DRAFTS.has(name) ? 'drafts' : null;
}

/** Larry folds one of its two tables away by style; elastic shows the summary or the table by a class. */
function folded(element: Element, header: Element): boolean {
  for (let at: Element | null = element; at && at !== header.parentElement; at = at.parentElement) {
    if ((at as HTMLElement).style?.display === 'none') return true;
  }
  return false;
}

function anchorIn(header: Element): Opened['anchor'] | null {
  const details = header.querySelector('.details-view') !== null;
  const summary = details ? null : header.querySelector('.header-summary');
  const cell = summary ?? [...header.querySelectorAll('td.header.from')].find((one) => !folded(one, header)) ?? null;
  const place = cell ?? header.querySelector('td.header.from, .subject');
  if (!place) return null;
  const address = place.querySelector('.adr');
  return address ? { element: address, place: 'after' } : { element: place, place: 'append' };
}

/** The From line as shown. Larry's short table holds the recipient in Sent and Drafts, its full one always the sender. */
function senderIn(header: Element): Opened['sender'] {
  const link =
    header.querySelector('#preview-allheaders td.header.from .rcmContactAddress') ??
    header.querySelector('td.header.from .rcmContactAddress') ??
    header.querySelector('.header-summary .rcmContactAddress');
  if (!link) return { name: null, address: null };
  const href = link.getAttribute('href') ?? '';
  const address = text(href.startsWith('mailto:') ? href.slice('mailto:'.length) : link.getAttribute('title'));
  const shown = text(link.textContent?.trim());
  // with "message_show_email" the text is `name <address>`
  const name =
    shown && address && shown.endsWith(`<${address}>`) ? text(shown.slice(0, -address.length - 2).trim()) : shown;
  return { name: name === address ? null : name, address };
}

function subjectIn(header: Element, document: Document): string | null {
  const heading = header.querySelector('.subject') ?? own(document.querySelectorAll('h2.subject, h3.subject'));
  if (!heading) return null;
  // the words for screen readers and the links beside the subject are not the subject
  const words = (node: Node): string => {
    if (node.nodeType === node.TEXT_NODE) return node.nodeValue ?? '';
    // no `instanceof`: in Firefox the page's nodes are seen from another world
    if (node.nodeType === node.ELEMENT_NODE && (node as Element).matches('.voice, a, hoplock-mark')) return '';
    return [...node.childNodes].map(words).join('');
  };
  return text(words(heading).trim());
}

interface Address {
  readonly href: string;
  /** Null where the address is none of a mail. */
  readonly uid: string | null;
  readonly mailbox: string | null;
}

/** Asked for at each scan, and seldom another than before. */
let lastAddress: Address | null = null;

function addressOf({ href }: Location): Address {
  if (lastAddress?.href === href) return lastAddress;
  const query = new URL(href).searchParams;
  const uid = SHOWING.has(query.get('_action') ?? '') ? query.get('_uid') : null;
  lastAddress = { href, uid, mailbox: query.get('_mbox') };
  return lastAddress;
}

/** The mail that the page's address says it shows. */
function addressed(document: Document): { readonly mailbox: string; readonly uid: string } | null {
  const { uid, mailbox: named } = addressOf(document.location);
  if (!uid) return null;
  const mailbox = named ?? text((environment(document) as { mailbox?: unknown }).mailbox);
  return mailbox ? { mailbox, uid } : null;
}

/** The first of them that is no mail's. By id and class, which browsers keep tables of: most scans find nothing. */
function headerIn(document: Document): Element | null {
  for (const id of HEADER_IDS) {
    const element = document.getElementById(id);
    const header = element?.closest(BODY) ? own(document.querySelectorAll(`#${id}`)) : element;
    if (header) return header;
  }
  return own(document.getElementsByClassName(HEADER_TABLE));
}

/** All but what the page's own elements tell. */
function expected(document: Document, { mailbox, uid }: { readonly mailbox: string; readonly uid: string }): Expected {
  const attached = uid.includes('.');
  return {
    key: `${encodeURIComponent(mailbox)};uid=${encodeURIComponent(uid)}`,
    mailbox: mailboxDomain(document),
    folder: attached ? null : folderOf(document, mailbox),
    attached,
  };
}

function find(document: Document): readonly Opened[] {
  const mail = addressed(document);
  if (mail === null) return [];
  const header = headerIn(document);
  if (!header) return [];
  // half parsed: the rows that tell the sender may not stand yet
  if (document.readyState === 'loading' && !header.nextElementSibling && !header.parentElement?.nextElementSibling)
    return [];
  const anchor = anchorIn(header);
  if (!anchor) return [];
  return [
    {
      ...expected(document, mail),
      root: header,
      anchor,
      sender: senderIn(header),
      subject: subjectIn(header, document),
    },
  ];
}

/** Same path as the frame: with secure URLs the path itself holds a token, and Roundcube may live in a folder. */
function sourceUrl({ key }: Expected, document: Document): URL | null {
  const [mailbox, uid] = key.split(';uid=').map(decodeURIComponent);
  if (!mailbox || !uid) return null;
  const url = new URL(document.location.href);
  url.hash = '';
  url.search = new URLSearchParams({ _task: 'mail', _action: 'viewsource', _uid: uid, _mbox: mailbox }).toString();
  return url;
}

/** The token against cross-site requests, as Roundcube's own forms and script send it. */
function requestToken(document: Document): string | null {
  const input = own(document.querySelectorAll<HTMLInputElement>('input[name="_token"]'));
  return text(input?.value) ?? text(sessionOf(document).request_token);
}

const routes: readonly Route[] = [
  {
    // the octets as the IMAP server has them
    name: 'save',
    fidelity: 'exact',
    url(mail, document) {
      const url = sourceUrl(mail, document);
      const token = requestToken(document);
      if (!url || !token) return null;
      url.searchParams.set('_save', '1');
      return { url, headers: { 'X-Roundcube-Request': token } };
    },
  },
  {
    // trailing white space is cut from each line, line ends are LF
    name: 'viewsource',
    fidelity: 'normalised',
    url(mail, document) {
      const url = sourceUrl(mail, document);
      return url && { url };
    },
  },
];

export const roundcube: Webmail = {
  id: 'roundcube',
  matches: [],
  selfHosted: (document) =>
    own(
      document.querySelectorAll('#messagelist, #messagecontframe, #login-form input[name="_task"], #message-header'),
    ) !== null || Object.keys(environment(document)).length > 0,
  find,
  ahead(document) {
    const mail = addressed(document);
    return mail && expected(document, mail);
  },
  attributes: ['class', 'style'],
  routes,
  explain: (start) =>
    start.includes('rcmloginuser') || start.includes('"task":"login"') || start.includes('session_error')
      ? 'signed-out'
      : null,
};
