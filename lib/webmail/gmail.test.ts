import { readFileSync } from 'node:fs';
import { Window } from 'happy-dom';
import { describe, expect, it, vi } from 'vitest';
import { gmail } from './gmail';

const FIXTURES = new URL('../../test/fixtures/webmail/gmail/', import.meta.url);
const INBOX = 'https://mail.google.com/mail/u/0/#inbox/FMfcgzGtoken';
const text = (fixture: string): string => readFileSync(new URL(fixture, FIXTURES), 'utf8');

function open(fixture: string, change: (html: string) => string = (html) => html, url = INBOX): Document {
  const window = new Window({ url, settings: { disableJavaScriptEvaluation: true } as never });
  window.document.write(change(text(fixture)));
  return window.document as unknown as Document;
}

/** By each route, the address asked for; null where there is none. */
function addresses(document: Document, key: string): (string | null)[] {
  const mail = { key, mailbox: null, folder: null, attached: false };
  return gmail.routes.map((route) => route.url(mail, document)?.url.href.replace(/&t=\w+$/, '') ?? null);
}

const noor = { name: 'Noor', address: 'noor@far.example' };
const SECOND = '18b3d491b43200ff';
const WRITTEN = '18b3d491b4320abc';
const LAST = '18b3d491b4320200';

describe('mails found', () => {
  it('all that are unfolded in a thread, each with its own id and sender', () => {
    const found = gmail.find(open('thread.html'));
    const subject = 'Lunch on Friday';
    expect(found).toMatchObject([
      { key: SECOND, sender: noor, subject, mailbox: 'corp.example', folder: null, attached: false },
      { key: WRITTEN, sender: { name: 'Kim', address: 'kim@corp.example' }, subject, folder: 'sent' },
      { key: LAST, sender: { name: 'lee@near.example', address: 'lee@near.example' }, subject, folder: null },
    ]);
    expect(found.every(({ root, anchor }) => root.contains(anchor.element))).toBe(true);
    expect(found.map(({ anchor: { element, place } }) => [element.localName, place])).toEqual([
      ['h3', 'append'],
      ['h3', 'append'],
      ['span', 'after'],
    ]);
    expect(found[0]!.anchor.element.textContent).toBe('Noor <noor@far.example>');
  });

  it('is idempotent and leaves the page as it is', () => {
    const document = open('thread.html');
    const before = document.documentElement.outerHTML;
    const first = gmail.find(document);
    expect(gmail.find(document)).toEqual(first);
    expect(document.documentElement.outerHTML).toBe(before);
  });

  it('the one mail that a hostile one imitates others in', () => {
    const document = open('imitated.html');
    const [found, ...more] = gmail.find(document);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      key: '18b3d491b43202bc',
      sender: { name: 'Mallory', address: 'mallory@evil.example' },
      subject: 'You have won',
      mailbox: 'gmail.com',
      folder: null,
    });
    expect(found!.anchor.element.closest('.ii')).toBeNull();
  });

  it('in the thread that is shown, by attributes where the class names are others', () => {
    expect(gmail.find(open('kept-threads.html'))).toMatchObject([
      {
        key: '18b3d491b4320300',
        sender: { name: '森', address: 'mori@far.example' },
        subject: '会議',
        mailbox: 'xn--eckwd4c7c.example',
      },
    ]);
  });

  it.each([
    ['in a window of its own', 'https://mail.google.com/mail/u/1/popout?ver=x#thread-f:1', 3],
    ['the account before others', 'https://mail.google.com/mail/#inbox/x', 3],
    ['on another host', 'https://mail.google.com.evil.example/mail/u/0/#inbox/x', 0],
    ['on another page of the host', 'https://mail.google.com/chat/u/0/#inbox/x', 0],
  ])('%s', (_, url, count) => {
    expect(gmail.find(open('thread.html', undefined, url))).toHaveLength(count);
  });

  it('none in the list', () => {
    expect(gmail.find(open('list.html'))).toEqual([]);
  });
});

describe('a page that is not what it was', () => {
  const keys = (change: (html: string) => string, fixture = 'thread.html'): string[] =>
    gmail.find(open(fixture, change)).map(({ key }) => key);

  it.each<[string, (html: string) => string, string[]]>([
    [
      'without the older ids',
      (html) => html.replaceAll(/ data-legacy-message-id="\w+"/g, ''),
      [SECOND, 'msg-a:r-123456789', LAST],
    ],
    ['without the newer ids', (html) => html.replaceAll(/ data-message-id="[^"]+"/g, ''), [SECOND, WRITTEN]],
    ['ids that are not of one mail', (html) => html.replace(`"${SECOND}"`, '"18b3d491b43200fe"'), [WRITTEN, LAST]],
    ['ids that are none', (html) => html.replaceAll(/(message-id=")[^"]+/g, '$1"../x'), []],
    ['other class names', (html) => html.replaceAll(/class="(?!ii|kv)[^"]*"/g, 'class="q"'), [SECOND, WRITTEN]],
    ['no roles', (html) => html.replaceAll(/ role="list(?:item)?"/g, ''), [SECOND, WRITTEN, LAST]],
    ['no senders', (html) => html.replaceAll(' email=', ' data-x='), []],
  ])('%s', (_, change, expected) => {
    expect(keys(change)).toEqual(expected);
  });

  it.each<[string, (html: string) => string]>([
    [
      'the mail has lost its ids',
      (html) =>
        html.replace(' data-message-id="#msg-f:1780000000000000700" data-legacy-message-id="18b3d491b43202bc"', ''),
    ],
    [
      'and its HTML is no longer known as such',
      (html) =>
        html
          .replace(' data-message-id="#msg-f:1780000000000000700" data-legacy-message-id="18b3d491b43202bc"', '')
          .replace('class="ii gt"', '')
          .replace('class="a3s aiL"', ''),
    ],
  ])('a hostile mail’s imitation is not taken for the mail where %s', (_, change) => {
    expect(keys(change, 'imitated.html')).toEqual([]);
  });

  it('a heading seen again in the element of another mail: its id decides', () => {
    const document = open('thread.html');
    const [first] = gmail.find(document);
    first!.root.setAttribute('data-message-id', '#msg-f:1780000000000000256');
    first!.root.removeAttribute('data-legacy-message-id');
    expect(gmail.find(document)[0]).toMatchObject({ root: first!.root, key: '18b3d491b4320100' });
  });
});

describe('the mailbox', () => {
  it.each<[string, string, (html: string) => string, string | null]>([
    ['of a mailbox of somebody else’s', 'https://mail.google.com/mail/b/AEoRXR/u/0/#inbox/x', (html) => html, null],
    ['without the button', INBOX, (html) => html.replace('SignOutOptions', 'x'), null],
    ['without an address', INBOX, (html) => html.replace('(kim@corp.example)', ''), null],
    ['with a host that is none', INBOX, (html) => html.replace('(kim@corp.example)', '(kim@a%b)'), null],
    ['with an address for a name', INBOX, (html) => html.replace('Kim (the one)', 'a@b.example'), 'corp.example'],
    [
      'is never had from a subject',
      INBOX,
      (html) => html.replace('SignOutOptions', 'x').replaceAll('Lunch on Friday', 'x - a@evil.example - Gmail'),
      null,
    ],
    [
      'is never had from a mail',
      INBOX,
      (html) =>
        html
          .replace('SignOutOptions', 'x')
          .replace(
            'At the harbour?',
            '<a href="https://accounts.google.com/SignOutOptions" aria-label="a@evil.example">x</a>',
          ),
      null,
    ],
  ])('%s', (_, url, change, mailbox) => {
    expect(gmail.find(open('thread.html', change, url))[0]!.mailbox).toBe(mailbox);
  });
});

describe('the folder', () => {
  it.each([
    ['#sent/FMfcgz', [null, 'sent', null]],
    ['#drafts/FMfcgz', [null, 'drafts', null]],
    ['#draftsman/FMfcgz', [null, 'sent', null]],
    ['#label/sent/FMfcgz', [null, 'sent', null]],
  ])('%s: of mails written here alone', (hash, folders) => {
    const found = gmail.find(open('thread.html', undefined, `https://mail.google.com/mail/u/0/${hash}`));
    expect(found.map(({ folder }) => folder)).toEqual(folders);
  });
});

describe('routes', () => {
  const base = 'https://mail.google.com/mail/u/0/';
  const att = (id: string): string => `${base}?view=att&${id}&attid=0&disp=comp&safe=1&zw`;

  it.each<[string, string, (string | null)[]]>([
    [
      'a mail received',
      SECOND,
      [
        att(`th=${SECOND}`),
        att('permmsgid=msg-f%3A1780000000000000255'),
        `${base}?ik=0a1b2c3d4e&view=om&permmsgid=msg-f%3A1780000000000000255`,
      ],
    ],
    ['a mail written here', WRITTEN, [att(`th=${WRITTEN}`), null, `${base}?ik=0a1b2c3d4e&view=om&th=${WRITTEN}`]],
    [
      'one just written',
      'msg-a:r-5',
      [null, att('permmsgid=msg-a%3Ar-5'), `${base}?ik=0a1b2c3d4e&view=om&permmsgid=msg-a%3Ar-5`],
    ],
  ])('%s', (_, key, expected) => {
    expect(addresses(open('thread.html'), key)).toEqual(expected);
  });

  it('on the path of the account, from a window of its own', () => {
    const document = open('thread.html', undefined, 'https://mail.google.com/mail/b/Ab_1/u/3/popout?ver=1#x');
    expect(addresses(document, SECOND)[0]).toMatch(/^https:\/\/mail\.google\.com\/mail\/b\/Ab_1\/u\/3\/\?view=att&/);
  });

  it('the same mail twice is asked for by two addresses', () => {
    const document = open('thread.html');
    const clock = vi.spyOn(Date, 'now').mockReturnValueOnce(1).mockReturnValueOnce(2);
    const mail = { key: SECOND, mailbox: null, folder: null, attached: false };
    const [one, two] = [0, 0].map((at) => gmail.routes[at]!.url(mail, document)!.url.href);
    expect(one).not.toBe(two);
    clock.mockRestore();
  });

  it.each<[string, (html: string) => string, string | null]>([
    ['from the frame’s address', (html) => html.replace('_GM_setData(', 'x('), '0badc0ffee'],
    ['nowhere', (html) => html.replace('_GM_setData(', 'x(').replace('embedded_data_iframe', 'x'), null],
    ['that is none', (html) => html.replace('"0a1b2c3d4e"', '"0a&view=x"').replace('0badc0ffee', '../x'), null],
  ])('the session’s key %s', (_, change, ik) => {
    expect(addresses(open('thread.html', change), SECOND)[2]?.match(/ik=(\w+)/)?.[1] ?? null).toBe(ik);
  });

  it('the session’s key is never had from a mail', () => {
    expect(addresses(open('imitated.html'), SECOND)[2]).toBeNull();
  });

  it('a script as long as it likes is read in good time', () => {
    const long = `_GM_setData({${'"w43KIf":["a'.repeat(20_000)}`;
    const began = performance.now();
    addresses(
      open('thread.html', (html) => html.replace('_GM_setData({', long)),
      SECOND,
    );
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('“show original”', () => {
  const AT = 'https://mail.google.com/mail/u/0/?ik=0a1b2c3d4e&view=om&permmsgid=msg-f:1780000000000000255';
  const unwrap = (page: string): string | null => gmail.routes[2]!.unwrap!(page);
  const octets = (from: string): string => Buffer.from(from, 'utf8').toString('latin1');

  it.each([
    ['the mail that its address names', AT, [SECOND]],
    ['by the older id', AT.replace('permmsgid=msg-f:1780000000000000255', `th=${SECOND}`), [SECOND]],
    ['none by an id that is none', AT.replace('msg-f:', 'x'), []],
    ['none in another view', AT.replace('view=om', 'view=pt'), []],
  ])('%s', (_, url, keys) => {
    const found = gmail.find(open('original.html', undefined, url));
    expect(found.map(({ key }) => key)).toEqual(keys);
    for (const { root, anchor } of found) expect([root.id, anchor.element]).toEqual(['raw_message_text', root]);
  });

  it('its text is what was escaped, each thing once', () => {
    expect(unwrap(octets(text('original.html')))).toBe(
      octets(
        [
          'Received: by 2002:a05:6000:1234:0:0:0:0 with SMTP id a1',
          'From: "Noor &amp; co" <noor@far.example>',
          "Subject: 'Lunch' &eacute; ああ",
          'To: kim@corp.example',
          '',
          '</pre> &lt; the body',
          '',
        ].join('\n'),
      ),
    );
  });

  it.each([
    ['before it has begun', '<html><pre>x</pre>', null],
    ['in its tag', '<pre id="raw_message_text"', null],
    [
      'as far as it has come',
      '<pre id="raw_message_text">\r\nReceived: x\r\n\r\nbody &am',
      'Received: x\r\n\r\nbody &am',
    ],
    ['a character that is none', '<pre id=raw_message_text>&#9999999;&#xd800;', '&#9999999;\xef\xbf\xbd'],
  ])('%s', (_, page, expected) => {
    expect(unwrap(page)).toBe(expected);
  });
});

it.each([
  ['<form action="https://accounts.google.com/signin/v2" method="post">', 'signed-out'],
  ['<html><a href="https://accounts.google.com/SignOutOptions">', null],
])('answered %s: %s', (start, failure) => {
  expect(gmail.explain!(start)).toBe(failure);
});
