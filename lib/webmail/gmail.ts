import type { Expected, Opened, ReadFailure, Route, Webmail } from './webmail';

/**
 * Gmail and Google Workspace, which share one host and one page: the reading view with all mails of a thread, windows of their
 * own, and the view "show original".
 */

const HOST = 'mail.google.com';

/** `/mail/u/0/`, a delegated mailbox's `/mail/b/…/u/0/`, and what a window of its own adds after the last slash. */
const PATH = /^\/mail\/(b\/[^/]+\/)?(?:u\/\d{1,3}\/)?[a-z]{0,20}$/;

/** What a page is read by, each with what it rests on. Class names are opaque, and stand only where nothing else tells. */
const SELECTORS = {
  // the ids of one mail, on its element since 2018: permanent, and the older hexadecimal one
  mail: '[data-message-id], [data-legacy-message-id]',
  // where a mail's own HTML stands, and where one is being written: nothing in there is ever believed
  foreign: '.ii, .a3s, [contenteditable]',
  // one mail of a thread; `h7` is expanded, the others are folded (`kv`, `ky`) or put away (`kQ`, `kx`)
  item: '[role="listitem"]',
  fold: '.h7, .kv, .ky, .kQ, .kx',
  folded: '.kv, .ky, .kQ, .kx, .adf, [role="listitem"][aria-expanded="false"]',
  // the heading of a mail; recipients have the attribute too, but stand in no heading
  sender: 'h3 [email], .gD[email]',
  // the heading of a thread
  subject: 'h2[data-thread-perm-id], h2[data-legacy-thread-id], h2.hP',
  // the button of the account signed in: a link, in Workspace a `div` with the attribute of one
  account: '[href^="https://accounts.google.com/SignOutOptions"]',
  // "show original"
  original: 'pre#raw_message_text, pre.raw_message_text',
  // the page's settings, for the page's own frames
  settings: 'link#embedded_data_iframe[data-recorded-src]',
} as const;

const LEGACY = /^[0-9a-f]{1,16}$/;
/** `f`: had from elsewhere. `a:r`: written in this account, which no sender can bring about. */
const RECEIVED = /^#?msg-f:(\d{1,20})$/;
const WRITTEN = /^#?(msg-a:r-?\d{1,20})$/;

/** What Gmail's own script is told, and in it the key of the session's `ik`, the third of a list. */
const DATA = '_GM_setData(';
const IK_IN_DATA = /"w43KIf":\[(?:(?:"[^"\\]{0,200}"|[^",[\]]{0,200}),){2}"([0-9a-f]{1,32})"/;
const IK = /^[0-9a-f]{1,32}$/;

/** Google's sign-in, should it come from this very host. */
const SIGN_IN = 'action="https://accounts.google.com/';

/** Null on pages that are none of a mailbox. `delegated`: the account signed in is not the mailbox's own. */
function mailboxOf(document: Document): { readonly base: URL; readonly delegated: boolean } | null {
  const { hostname, pathname, href } = document.location;
  const path = hostname === HOST ? PATH.exec(pathname) : null;
  return path && { base: new URL('./', href), delegated: path[1] !== undefined };
}

/** Outside of mails' own HTML. */
function own<E extends Element>(elements: Iterable<E>): E | null {
  for (const element of elements) if (!element.closest(SELECTORS.foreign)) return element;
  return null;
}

function hex(decimal: string): string | null {
  return LEGACY.exec(BigInt(decimal).toString(16))?.[0] ?? null;
}

/**
 * The hexadecimal id, or the permanent one of a mail just written that has no other yet. Null where two ids are not of the same
 * mail: then the page is being changed, or is not what it was.
 */
function keyOf(permanent: string | null, legacy: string | null): string | null {
  const old = LEGACY.exec(legacy ?? '')?.[0] ?? null;
  const received = RECEIVED.exec(permanent ?? '')?.[1];
  if (received === undefined) return old ?? WRITTEN.exec(permanent ?? '')?.[1] ?? null;
  const same = hex(received);
  return old === null || old === same ? same : null;
}

/** From the button of the account; Workspace writes the address beneath it instead of into its label. */
function mailboxDomain(document: Document): string | null {
  const button = [...document.querySelectorAll(SELECTORS.account)].find(
    (one) => !one.closest(`${SELECTORS.foreign}, ${SELECTORS.mail}, [role="main"]`),
  );
  const words = button?.getAttribute('aria-label') ?? button?.textContent ?? '';
  const address = words.split(/[\s()（）<>]/).findLast((word) => word.includes('@'));
  if (address === undefined) return null;
  try {
    // URL makes the A-label, and refuses what is no host
    return new URL(`http://${address.slice(address.lastIndexOf('@') + 1)}`).hostname || null;
  } catch {
    return null;
  }
}

/**
 * Of mails written in this account alone: a thread opened from Sent holds others' answers, and who answers could write the
 * reader's address into From.
 */
function folderOf(root: Element, document: Document): Opened['folder'] {
  if (!WRITTEN.test(root.getAttribute('data-message-id') ?? '')) return null;
  return /^#drafts?(?:\/|$)/.test(document.location.hash) ? 'drafts' : 'sent';
}

/** A mail's place in the thread. The outermost: a mail's HTML may have lists of its own. */
function itemOf(root: Element): Element | null {
  let item: Element | null = null;
  for (let at: Element | null = root; at; at = at.parentElement) if (at.matches(SELECTORS.item)) item = at;
  return item;
}

/** Whether a mail lies open before the reader. Threads left behind, and headings of the other form, stay in the page unseen. */
function isOpen(root: Element): boolean {
  const around = [root, root.closest(SELECTORS.fold), itemOf(root)];
  return !around.some((one) => one?.matches(SELECTORS.folded)) && root.checkVisibility();
}

/**
 * The sender in a mail's own heading. A heading stands before the mail's HTML: where the first one seen of the mail's place in the
 * thread is not in `root`, `root` is not the mail but something in its HTML.
 */
function senderOf(root: Element): Element | null {
  const all = (itemOf(root) ?? root).querySelectorAll(SELECTORS.sender);
  const sender = own([...all].filter((one) => one.checkVisibility()));
  return sender && root.contains(sender) ? sender : null;
}

function subjectOf(root: Element): string | null {
  for (let around = root.parentElement; around; around = around.parentElement) {
    const heading = [...around.querySelectorAll(SELECTORS.subject)].find(
      (one) => !one.closest(`${SELECTORS.foreign}, ${SELECTORS.mail}`),
    );
    if (heading) return heading.textContent?.trim() || null;
  }
  return null;
}

function opened(root: Element, document: Document, mailbox: string | null): readonly Opened[] {
  const key = keyOf(root.getAttribute('data-message-id'), root.getAttribute('data-legacy-message-id'));
  if (key === null || root.closest(SELECTORS.foreign) || root.parentElement?.closest(SELECTORS.mail)) return [];
  const sender = isOpen(root) ? senderOf(root) : null;
  if (!sender) return [];
  const heading = sender.closest('h3');
  return [
    {
      key,
      root,
      anchor:
        heading && root.contains(heading) ? { element: heading, place: 'append' } : { element: sender, place: 'after' },
      sender: { name: sender.getAttribute('name') || null, address: sender.getAttribute('email') || null },
      subject: subjectOf(root),
      mailbox,
      folder: folderOf(root, document),
      attached: false,
    },
  ];
}

/** The view "show original", a page of its own: its address names the mail. */
function original(document: Document, mailbox: string | null): readonly Opened[] {
  const query = new URL(document.location.href).searchParams;
  if (query.get('view') !== 'om') return [];
  const key = keyOf(query.get('permmsgid'), query.get('th'));
  const root = document.querySelector(SELECTORS.original);
  if (key === null || !root) return [];
  const anchor = { element: root, place: 'before' } as const;
  const sender = { name: null, address: null };
  return [{ key, root, anchor, sender, subject: null, mailbox, folder: null, attached: false }];
}

function find(document: Document): readonly Opened[] {
  const at = mailboxOf(document);
  if (at === null) return [];
  const mails = document.querySelectorAll(SELECTORS.mail);
  const mailbox = (): string | null => (at.delegated ? null : mailboxDomain(document));
  if (mails.length === 0) return document.location.search === '' ? [] : original(document, mailbox());
  const domain = mailbox();
  return [...mails].flatMap((root) => opened(root, document, domain));
}

/** The permanent id of a key; null of a mail written here, for its two ids are not the same number. */
function permanent(key: string, document: Document): string | null {
  if (!LEGACY.test(key)) return key;
  const written = [...document.querySelectorAll(`[data-legacy-message-id="${key}"]`)].some((one) =>
    WRITTEN.test(one.getAttribute('data-message-id') ?? ''),
  );
  return written ? null : `msg-f:${BigInt(`0x${key}`)}`;
}

function request(document: Document, query: string): { readonly url: URL } | null {
  const at = mailboxOf(document);
  return at && { url: new URL(`?${query}`, at.base) };
}

function attached(document: Document, name: 'th' | 'permmsgid', id: string): { readonly url: URL } | null {
  // asked for a second time by the same address, the host that Gmail sends on to sends back, and both are refused
  const once = `t=${Date.now().toString(36)}`;
  return request(document, `view=att&${name}=${encodeURIComponent(id)}&attid=0&disp=comp&safe=1&zw&${once}`);
}

/** The session's `ik`, without which "show original" is not answered. It goes back to where it came from and nowhere else. */
function sessionKey(document: Document): string | null {
  for (const script of document.scripts) {
    const text = script.hasAttribute('src') || script.closest(SELECTORS.foreign) ? '' : (script.textContent ?? '');
    const start = text.indexOf(DATA);
    const found = start < 0 ? null : IK_IN_DATA.exec(text.slice(start));
    if (found) return found[1] ?? null;
  }
  const recorded = own(document.querySelectorAll(SELECTORS.settings))?.getAttribute('data-recorded-src') ?? '';
  return IK.exec(new URLSearchParams(recorded.slice(recorded.indexOf('?') + 1)).get('ik') ?? '')?.[0] ?? null;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\xa0' };

/** The octets, in UTF-8 as the page is, of one character reference. */
function character(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  const code = decimal ? Number(decimal) : hexadecimal ? Number.parseInt(hexadecimal, 16) : null;
  if (code !== null && code > 0x10ffff) return whole;
  const written = code === null ? (NAMED[name ?? ''] ?? whole) : String.fromCodePoint(code);
  return String.fromCharCode(...new TextEncoder().encode(written));
}

/** What "show original" shows; of a page still coming, as much as has come. */
function unwrap(page: string): string | null {
  // all that others wrote is escaped, so no tag is theirs
  for (let at = page.indexOf('<pre'); at >= 0; at = page.indexOf('<pre', at + 1)) {
    const start = page.indexOf('>', at);
    if (start < 0) return null;
    if (!page.slice(at, start).includes('raw_message_text')) continue;
    const end = page.indexOf('</pre', start);
    const text = page.slice(start + 1, end < 0 ? page.length : end);
    // HTML drops one line end there
    const shown = text.replace(/^\r?\n/, '');
    return shown.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi, character);
  }
  return null;
}

const routes: readonly Route[] = [
  {
    // "download original": the octets as Gmail has them
    name: 'att',
    fidelity: 'exact',
    url: ({ key }: Expected, document) => (LEGACY.test(key) ? attached(document, 'th', key) : null),
  },
  {
    name: 'att-permanent',
    fidelity: 'exact',
    url({ key }, document) {
      const id = permanent(key, document);
      return id === null ? null : attached(document, 'permmsgid', id);
    },
  },
  {
    // "show original": line ends and octets that are no UTF-8 are not kept, and very long mails may be cut
    name: 'om',
    fidelity: 'normalised',
    url({ key }, document) {
      const ik = sessionKey(document);
      const id = permanent(key, document);
      const name = id === null ? `th=${key}` : `permmsgid=${encodeURIComponent(id)}`;
      return ik === null ? null : request(document, `ik=${ik}&view=om&${name}`);
    },
    unwrap,
  },
];

export const gmail: Webmail = {
  id: 'gmail',
  matches: [`https://${HOST}/*`],
  receiver: 'gmail',
  find,
  attributes: ['data-message-id', 'data-legacy-message-id', 'email', 'aria-expanded', 'class'],
  routes,
  explain: (start): ReadFailure | null => (start.includes(SIGN_IN) ? 'signed-out' : null),
};
