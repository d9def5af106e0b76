import type { Expected, Opened, ReadFailure, Route, Webmail } from './webmail';

/**
 * SOGo, on any host; mailcow serves it too. The mail in the three panes, and the window that it opens in by itself. Both are drawn
 * by AngularJS from one template, which leaves what it binds in attributes.
 */

const SELECTORS = {
  /** The view that a mail is drawn in, anew for each mail; the same id in the panes and in the window. */
  view: '#detailView',
  /** What is bound to the mail's first author: there for a mail, absent in the editor and in an empty view. */
  address: '[ng-bind$="viewer.message.from[0].email"]',
  name: '[ng-bind$="viewer.message.from[0].name"]',
  subject: '[ng-bind$="viewer.message.subject"]',
  /** The card with a mail's header and body. */
  card: 'md-card',
  /** Where a mail's own HTML is put into the page, and its source: nothing in there is ever believed. */
  body: '[ng-bind-html], [sg-compile], .msg-body',
} as const;

/** AngularJS's name of the module that a page of SOGo is. */
const APPLICATION = /^SOGo\./;

/** Everything of a user's mail lies below this path. In the window's address a second slash follows it. */
const MAIL_PATH = /^.*?\/so\/[^/]+\/Mail\//;

/** Account, folder, uid. In results of a search over folders a word stands between. */
const SHOWN = /^#!?\/Mail\/([^/]+)\/(?:virtual\/)?([^/]+)\/(\d+)$/;

/** How the server writes a folder's name in a path; first comes what the others are written with. */
const WRITTEN: readonly (readonly [character: string, code: string])[] = [
  ['_', '_U_'],
  ['.', '_D_'],
  ['#', '_H_'],
  ['@', '_A_'],
  ['*', '_S_'],
  [':', '_C_'],
  [',', '_CO_'],
  [' ', '_SP_'],
  ["'", '_SQ_'],
  ['&', '_AM_'],
  ['+', '_P_'],
];

/** Names of special folders where the page tells none, as SOGo is shipped. */
const SPECIAL: SpecialMailboxes = { Sent: 'Sent', Drafts: 'Drafts', Templates: 'Templates' };

interface SpecialMailboxes {
  readonly Sent?: unknown;
  readonly Drafts?: unknown;
  readonly Templates?: unknown;
}

type Accounts = readonly {
  readonly identities?: readonly { readonly email?: unknown; readonly isDefault?: unknown }[];
  readonly specialMailboxes?: SpecialMailboxes;
}[];

interface Place {
  readonly account: string;
  readonly folder: string;
  readonly uid: string;
}

const own = (element: Element): boolean => !element.closest(SELECTORS.body);

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() ? value.trim() : null);

/** The mail that the page's address says it shows. */
function addressed({ location }: Document): Place | null {
  const [, account, folder, uid] = SHOWN.exec(location.hash) ?? [];
  if (!account || !folder || !uid) return null;
  try {
    // encoded by SOGo, and once more by AngularJS, whose router doubles each tilde
    const name = decodeURIComponent(decodeURIComponent(folder).replaceAll('~~', '~'));
    return { account: decodeURIComponent(account), folder: name, uid };
  } catch {
    return null;
  }
}

const keyOf = ({ account, folder, uid }: Place): string => [account, folder, uid].map(encodeURIComponent).join(';');

/** What an inline script of the page begins to say of a name, up to the end of its line. */
function written(document: Document, name: string): string | null {
  for (const script of document.scripts) {
    if (script.hasAttribute('src') || !own(script)) continue;
    const value = new RegExp(`\\bvar ${name} = (.*);$`, 'm').exec(script.textContent ?? '')?.[1];
    if (value) return value;
  }
  return null;
}

const known = new WeakMap<Document, Accounts>();

/** The accounts that the page was made with; none in the window of one mail. */
function accounts(document: Document): Accounts {
  let all = known.get(document);
  if (all) return all;
  try {
    all = JSON.parse(written(document, 'mailAccounts') ?? '[]') as Accounts;
  } catch {
    all = [];
  }
  if (document.readyState !== 'loading') known.set(document, all);
  return all;
}

/** Of the account that holds the mail; the window of one mail tells of the first account alone. */
function mailboxDomain(document: Document, account: string): string | null {
  const identities = accounts(document)[Number(account)]?.identities;
  const identity = identities?.find(({ isDefault }) => isDefault) ?? identities?.[0];
  const user = account === '0' ? written(document, 'UserEmail')?.slice(1, -1) : null;
  const email = text(identity?.email) ?? text(user);
  if (!email?.includes('@')) return null;
  try {
    // URL makes the A-label, and refuses what is no host
    return new URL(`http://${email.slice(email.lastIndexOf('@') + 1)}`).hostname || null;
  } catch {
    return null;
  }
}

function folderOf(document: Document, { account, folder }: Place): Opened['folder'] {
  const { Sent, Drafts, Templates } = accounts(document)[Number(account)]?.specialMailboxes ?? SPECIAL;
  return folder === Sent ? 'sent' : folder === Drafts || folder === Templates ? 'drafts' : null;
}

/**
 * The mail that each card was first seen with. On the way back through the browser's history the address tells the next mail while
 * the page still shows the one before: a card is never taken for another mail.
 */
const first = new WeakMap<Element, string>();

function find(document: Document): readonly Opened[] {
  const place = addressed(document);
  if (!place) return [];
  const key = keyOf(place);
  return [...document.querySelectorAll(SELECTORS.view)].filter(own).flatMap((view): readonly Opened[] => {
    const inside = (selector: string): Element | undefined => [...view.querySelectorAll(selector)].find(own);
    const element = inside(SELECTORS.address);
    const root = element?.closest(SELECTORS.card);
    if (!element || !root || !view.contains(root)) return [];
    if (!first.has(root)) first.set(root, key);
    if (first.get(root) !== key) return [];
    const address = text(element.textContent);
    const name = text(inside(SELECTORS.name)?.textContent);
    return [
      {
        key,
        root,
        anchor: { element, place: 'after' },
        sender: { name: name === address ? null : name, address },
        subject: text(inside(SELECTORS.subject)?.textContent),
        mailbox: mailboxDomain(document, place.account),
        folder: folderOf(document, place),
        attached: false,
      },
    ];
  });
}

/** A folder's name, which is in IMAP's own UTF-7 and so in ASCII, as the server takes it. */
function pathOf(name: string): string {
  let code = name;
  for (const [character, coded] of WRITTEN) code = code.replaceAll(character, coded);
  return encodeURIComponent(`folder${/^\d/.test(code) ? '_' : ''}${code}`);
}

function sourceUrl({ key }: Expected, document: Document, action: string): URL | null {
  const [account, folder, uid] = key.split(';').map(decodeURIComponent);
  const base = MAIL_PATH.exec(document.location.pathname)?.[0];
  if (!base || !account || !folder || !uid) return null;
  const path = [encodeURIComponent(account), ...folder.split('/').map(pathOf), uid].join('/');
  return new URL(`${base}${path}${action}`, document.location.origin);
}

const routes: readonly Route[] = [
  {
    // the mail itself, as WebDAV has it: the IMAP server's octets, lines ended by LF
    name: 'message',
    fidelity: 'exact',
    url(mail, document) {
      const url = sourceUrl(mail, document, '');
      return url && { url };
    },
  },
  {
    // "download message": octets beyond ASCII are taken for ISO 8859-1 and come as UTF-8
    name: 'export',
    fidelity: 'normalised',
    url(mail, document) {
      const url = sourceUrl(mail, document, '/export');
      // against forged requests; SOGo's own script sends it so
      const token = /(?:^|; )XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1];
      return url && { url, headers: token ? { 'X-XSRF-TOKEN': token } : {} };
    },
  },
];

/** SOGo answers with its first page, 200, when the session is over. */
const explain = (start: string): ReadFailure | null => (start.includes('ng-app="SOGo.') ? 'signed-out' : null);

export const sogo: Webmail = {
  id: 'sogo',
  matches: [],
  selfHosted: ({ body }) => APPLICATION.test(body?.getAttribute('ng-app') ?? ''),
  find,
  routes,
  explain,
};
