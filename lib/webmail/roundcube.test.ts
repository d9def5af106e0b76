import { readFileSync } from 'node:fs';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { roundcube } from './roundcube';

const FIXTURES = new URL('../../test/fixtures/webmail/roundcube/', import.meta.url);
const BASE = 'https://mail.example/rc/';
const INBOX = '?_task=mail&_action=preview&_uid=7&_mbox=INBOX&_framed=1';

function open(fixture: string, query: string, change: (html: string) => string = (html) => html): Document {
  const window = new Window({ url: BASE + query, settings: { disableJavaScriptEvaluation: true } as never });
  window.document.write(change(readFileSync(new URL(fixture, FIXTURES), 'utf8')));
  return window.document as unknown as Document;
}

const noor = { name: 'Noor', address: 'noor@far.example' };
const kim = { name: 'Kim', address: 'kim@mail.example' };

describe('mails found', () => {
  it.each([
    [
      'elastic-preview.html',
      INBOX,
      { key: 'INBOX;uid=7', sender: noor, mailbox: 'mail.example', folder: null, attached: false },
      'From',
    ],
    [
      'elastic-show-details.html',
      '?_task=mail&_action=show&_uid=7&_mbox=INBOX',
      { key: 'INBOX;uid=7', sender: noor, mailbox: 'mail.example', folder: null },
      'cell',
    ],
    [
      'elastic-preview.html',
      '?_task=mail&_action=show&_uid=7&_mbox=INBOX&_extwin=1',
      { key: 'INBOX;uid=7', sender: noor },
      'From',
    ],
    [
      'elastic-preview.html',
      '?_task=mail&_action=preview&_uid=7.2&_mbox=INBOX&_framed=1',
      { key: 'INBOX;uid=7.2', attached: true, folder: null },
      'From',
    ],
    [
      'elastic-sent.html',
      '?_task=mail&_action=preview&_uid=3&_mbox=Sent',
      { key: 'Sent;uid=3', sender: kim, folder: 'sent', attached: false },
      'To',
    ],
    [
      'elastic-sent.html',
      '?_task=mail&_action=preview&_uid=3.1.2&_mbox=Sent',
      { key: 'Sent;uid=3.1.2', folder: null, attached: true },
      'To',
    ],
    ['elastic-imitated.html', INBOX, { key: 'INBOX;uid=7', sender: noor, mailbox: 'mail.example' }, 'From'],
    [
      'larry-preview.html',
      '?_task=mail&_action=preview&_uid=7&_mbox=Sent',
      { key: 'Sent;uid=7', sender: kim, mailbox: null, folder: 'sent' },
      'cell',
    ],
    [
      'larry-show.html',
      '?_task=mail&_action=show&_uid=7&_mbox=INBOX.Drafts',
      { key: 'INBOX.Drafts;uid=7', sender: noor, mailbox: null, folder: 'drafts' },
      'cell',
    ],
  ])('%s %s', (fixture, query, expected, beside) => {
    const document = open(fixture, query);
    const found = roundcube.find(document);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ subject: 'Lunch on Friday', ...expected });
    const { element, place } = found[0]!.anchor;
    expect(place).toBe('after');
    expect(element.className).toBe('adr');
    expect(element.closest('#messagebody')).toBeNull();
    if (beside === 'cell') expect(element.parentElement?.className).toBe('header from');
    else expect(element.parentElement?.textContent).toMatch(new RegExp(`^${beside}`));
  });

  it('is idempotent and leaves the page as it is', () => {
    const document = open('elastic-preview.html', INBOX);
    const before = document.documentElement.outerHTML;
    const [first] = roundcube.find(document);
    const [second] = roundcube.find(document);
    expect(second).toEqual(first);
    expect(second!.root).toBe(first!.root);
    expect(document.documentElement.outerHTML).toBe(before);
  });

  it('reads the subject without a mark that stands in it', () => {
    const document = open('elastic-preview.html', INBOX);
    document.querySelector('h2.subject')!.append(document.createElement('hoplock-mark'));
    expect(roundcube.find(document)[0]!.subject).toBe('Lunch on Friday');
  });

  it('waits for a header that is still being parsed', () => {
    const document = open('elastic-preview.html', INBOX, (html) =>
      html.replace(/<div id="message-content">[\s\S]*<\/body>/, ''),
    );
    Object.defineProperty(document, 'readyState', { value: 'loading', configurable: true });
    expect(roundcube.find(document)).toHaveLength(0);
    Object.defineProperty(document, 'readyState', { value: 'interactive' });
    expect(roundcube.find(document)).toHaveLength(1);
  });

  it.each([
    ['the list itself', 'elastic-list.html', '?_task=mail&_mbox=INBOX'],
    ['no uid', 'elastic-preview.html', '?_task=mail&_action=preview&_mbox=INBOX'],
    ['writing', 'elastic-preview.html', '?_task=mail&_action=compose&_uid=7&_mbox=INBOX'],
    ['printing', 'elastic-preview.html', '?_task=mail&_action=print&_uid=7&_mbox=INBOX'],
    ['a sign-in', 'login.html', '?_task=mail&_action=preview&_uid=7&_mbox=INBOX'],
  ])('none on %s', (_, fixture, query) => {
    expect(roundcube.find(open(fixture, query))).toHaveLength(0);
  });
});

describe('the mail that the address names, before the page shows it', () => {
  const SENT = '?_task=mail&_action=preview&_uid=7&_mbox=Gesendet&_framed=1';

  /** A frame of which nothing is parsed yet, in a list that is. */
  function begun(query: string, parent: () => unknown): Document {
    const frame = new Window({ url: BASE + query }).document as unknown as Document;
    Object.defineProperty(frame, 'defaultView', { value: Object.defineProperty({}, 'parent', { get: parent }) });
    return frame;
  }
  const list = (): unknown => open('elastic-list.html', '?_task=mail&_mbox=INBOX').defaultView;
  const foreign = (): never => {
    throw new DOMException('cross-origin', 'SecurityError');
  };

  it.each([
    ['elastic-preview.html', INBOX],
    ['elastic-preview.html', '?_task=mail&_action=preview&_uid=7.2&_mbox=INBOX&_framed=1'],
    ['elastic-preview.html', SENT],
  ])('%s %s: told as the page then tells it', (fixture, query) => {
    const document = open(fixture, query);
    const [opened] = roundcube.find(document);
    expect(roundcube.ahead!(document)).not.toBeNull();
    expect(opened).toMatchObject(roundcube.ahead!(document)!);
  });

  it('in an empty frame: what the list around it knows, the token among it', () => {
    const frame = begun(INBOX, list);
    const mail = roundcube.ahead!(frame)!;
    expect(mail).toEqual({ key: 'INBOX;uid=7', mailbox: 'mail.example', folder: null, attached: false });
    const { url, headers } = roundcube.routes[0]!.url(mail, frame)!;
    expect(url.href).toBe(`${BASE}?_task=mail&_action=viewsource&_uid=7&_mbox=INBOX&_save=1`);
    expect(headers).toEqual({ 'X-Roundcube-Request': expect.stringMatching(/./) });
  });

  it('in an empty frame of another site’s page: the best route waits for the token', () => {
    const frame = begun(INBOX, foreign);
    expect(roundcube.routes[0]!.url(roundcube.ahead!(frame)!, frame)).toBeNull();
  });

  it.each([
    ['the list itself', '?_task=mail&_mbox=INBOX'],
    ['no uid', '?_task=mail&_action=preview&_mbox=INBOX'],
    ['writing', '?_task=mail&_action=compose&_uid=7&_mbox=INBOX'],
  ])('none: %s', (_, query) => {
    expect(roundcube.ahead!(begun(query, list))).toBeNull();
  });
});

describe('markup that changed', () => {
  it.each<[string, (html: string) => string, object]>([
    [
      'no script with the environment',
      (html) => html.replace(/<script>[\s\S]*?<\/script>/, ''),
      { sender: noor, mailbox: null, folder: null },
    ],
    [
      'the environment cut short',
      (html) => html.replace('"request_token"', '"request_token'),
      { sender: noor, mailbox: null },
    ],
    [
      'no addresses as links',
      (html) => html.replaceAll(/<a href="mailto[^>]*>([^<]*)<\/a>/g, '$1'),
      { sender: { name: null, address: null } },
    ],
    [
      'addresses shown beside names',
      (html) => html.replaceAll('>Noor<', '>Noor &lt;noor@far.example&gt;<'),
      { sender: noor },
    ],
    [
      'an address without a name',
      (html) => html.replaceAll('>Noor<', '>noor@far.example<'),
      { sender: { name: null, address: 'noor@far.example' } },
    ],
    ['no summary', (html) => html.replaceAll('header-summary', 'gone'), { sender: noor }],
    ['no table', (html) => html.replaceAll('header-headers', 'gone').replaceAll('td', 'th'), { sender: noor }],
    ['no subject', (html) => html.replaceAll('class="subject"', ''), { subject: null, sender: noor }],
    ['a user name without a domain', (html) => html.replace('kim@mail.example"', 'kim"'), { mailbox: null }],
    [
      'a user name without a domain, its address shown',
      (html) =>
        html
          .replace('kim@mail.example"', 'kim"')
          .replace('<h2', '<p class="header-title username">kim@shown.example</p><h2'),
      { mailbox: 'shown.example' },
    ],
    ['a user name that is no mailbox', (html) => html.replace('kim@mail.example"', 'kim@a b/c"'), { mailbox: null }],
    [
      'a domain in its own script',
      (html) => html.replace('kim@mail.example"', 'kim@BÜCHER.example"'),
      { mailbox: 'xn--bcher-kva.example' },
    ],
    [
      'code after the environment on one line',
      (html) => html.replace(/\}\);\n/, '}); rcmail.more({"a":1});\n'),
      { mailbox: 'mail.example' },
    ],
  ])('%s', (_, change, expected) => {
    const found = roundcube.find(open('elastic-preview.html', INBOX, change));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject(expected);
  });

  it('only a table of headers, and a mail that imitates what is missing', () => {
    const found = roundcube.find(
      open('larry-preview.html', INBOX, (html) =>
        html
          .replace('id="messageheader"', '')
          .replace(
            /<div id="messagebody"[^>]*>/,
            (body) => `${body}<p id="message-header">x</p><p id="messageheader">x</p>`,
          ),
      ),
    );
    expect(found.map(({ root }) => root.id)).toEqual(['preview-shortheaders']);
  });

  it('none without any header', () => {
    const gone = (html: string): string => html.replace('id="message-header"', '').replaceAll('headers-table', '');
    expect(roundcube.find(open('elastic-preview.html', INBOX, gone))).toHaveLength(0);
  });
});

describe('routes', () => {
  const urls = (document: Document) => {
    const [opened] = roundcube.find(document);
    return roundcube.routes.map((route) => route.url(opened!, document));
  };

  it('asks for the saved source with the request token, then for the shown one without', () => {
    const [save, show] = urls(open('elastic-preview.html', INBOX));
    expect(save!.url.href).toBe(`${BASE}?_task=mail&_action=viewsource&_uid=7&_mbox=INBOX&_save=1`);
    expect(save!.headers).toEqual({ 'X-Roundcube-Request': 'tok<en});7' });
    expect(show!.url.href).toBe(`${BASE}?_task=mail&_action=viewsource&_uid=7&_mbox=INBOX`);
    expect(show!.headers).toBeUndefined();
  });

  it.each([
    ['a form', 'larry-show.html', '?_task=mail&_action=show&_uid=7&_mbox=INBOX', 'form-token'],
    ['the environment, not a mail’s own form', 'elastic-imitated.html', INBOX, 'tok<en});7'],
  ])('takes the token from %s', (_, fixture, query, token) => {
    expect(urls(open(fixture, query))[0]!.headers).toEqual({ 'X-Roundcube-Request': token });
  });

  it('has no exact route without a token', () => {
    const [save, show] = urls(open('elastic-preview.html', INBOX, (html) => html.replace('request_token', 'other')));
    expect(save).toBeNull();
    expect(show).not.toBeNull();
  });

  it.each([
    ['a token in the path', 's3cret/', '?_task=mail&_action=preview&_uid=7&_mbox=INBOX', '/rc/s3cret/'],
    ['index.php', 'index.php', '?_task=mail&_action=show&_uid=7&_mbox=INBOX#frag', '/rc/index.php'],
  ])('keeps the path: %s', (_, path, query, expected) => {
    const document = open('elastic-preview.html', path + query);
    for (const request of urls(document)) {
      expect(request!.url.origin).toBe('https://mail.example');
      expect(request!.url.pathname).toBe(expected);
      expect(request!.url.hash).toBe('');
    }
  });

  it('carries folder names of any kind', () => {
    const document = open(
      'elastic-preview.html',
      `?_task=mail&_action=preview&_uid=7&_mbox=${encodeURIComponent('A;uid=1&b/&MMk-')}`,
    );
    const [, show] = urls(document);
    expect(show!.url.searchParams.get('_mbox')).toBe('A;uid=1&b/&MMk-');
    expect(show!.url.searchParams.get('_uid')).toBe('7');
  });
});

describe('hosts people run themselves', () => {
  it.each([
    ['elastic-list.html', '?_task=mail', true],
    ['elastic-preview.html', INBOX, true],
    ['larry-show.html', '?_task=mail&_action=show&_uid=7&_mbox=INBOX', false],
    ['login.html', '?_task=login', true],
  ])('%s: %s', (fixture, query, expected) => {
    expect(roundcube.selfHosted!(open(fixture, query))).toBe(expected);
  });
});

describe('answers that are no mail', () => {
  it.each([
    [readFileSync(new URL('login.html', FIXTURES), 'utf8'), 'signed-out'],
    ['<html><body><h1>500</h1></body></html>', null],
  ])('%#', (start, expected) => {
    expect(roundcube.explain!(start)).toBe(expected);
  });
});
