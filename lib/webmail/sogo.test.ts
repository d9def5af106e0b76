import { readFileSync } from 'node:fs';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { sogo } from './sogo';

const FIXTURES = new URL('../../test/fixtures/webmail/sogo/', import.meta.url);
const ORIGIN = 'https://mail.example';
const BASE = `${ORIGIN}/SOGo/so/kim@mail.example/Mail/`;
const read = (fixture: string): string => readFileSync(new URL(fixture, FIXTURES), 'utf8');

function open(address: string, fixture = 'panes.html', change: (html: string) => string = (html) => html): Document {
  const window = new Window({ url: BASE + address, settings: { disableJavaScriptEvaluation: true } as never });
  window.document.write(change(read(fixture)));
  return window.document as unknown as Document;
}

const noor = { name: 'Noor', address: 'noor@far.example' };

describe('mails found', () => {
  it.each([
    ['view#!/Mail/0/INBOX/7', { key: '0;INBOX;7', folder: null, mailbox: 'mail.example' }],
    ['view#!/Mail/0/virtual/INBOX/7', { key: '0;INBOX;7', folder: null }],
    ['view#!/Mail/0/Gesendet/7', { key: '0;Gesendet;7', folder: 'sent' }],
    ['view#!/Mail/0/Vorlagen/7', { folder: 'drafts' }],
    ['view#!/Mail/0/Entw%2526APw-rfe/7', { key: '0;Entw%26APw-rfe;7', folder: 'drafts' }],
    ['view#!/Mail/0/Sent/7', { folder: null }],
    ['view#!/Mail/1/Sent%2520Items/7', { key: '1;Sent%20Items;7', folder: 'sent', mailbox: 'far.example' }],
    ['view#!/Mail/2/Sent/7', { folder: 'sent', mailbox: null }],
    ['view#!/Mail/0/a~~b%252Fc/7', { key: '0;a~b%2Fc;7' }],
  ])('%s', (address, expected) => {
    const [mail, ...more] = sogo.find(open(address));
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ sender: noor, subject: 'Lanterns', attached: false, ...expected });
    expect(mail!.anchor.element.textContent).toBe('noor@far.example');
  });

  it('the window of one mail tells of the first account alone', () => {
    const [mail] = sogo.find(open('/UIxMailPopupView#!/Mail/0/Sent/7', 'window.html'));
    expect(mail).toMatchObject({
      key: '0;Sent;7',
      sender: { name: null, address: 'noor@far.example' },
      mailbox: 'xn--bcher-kva.example',
      folder: 'sent',
    });
    const [other] = sogo.find(open('/UIxMailPopupView#!/Mail/1/INBOX/7', 'window.html'));
    expect(other).toMatchObject({ mailbox: null, folder: null });
  });

  it.each([
    'view#!/Mail/0/INBOX',
    'view#!/Mail/0/INBOX/new',
    'view#!/Mail/0/INBOX/7/edit',
    'view#!/Mail/0/100%25/7',
    'view#!/Mail/0/INBOX/7x',
    'view',
  ])('none by the address %s', (address) => {
    expect(sogo.find(open(address))).toEqual([]);
  });

  it.each<[string, (html: string) => string]>([
    ['an empty view', (html) => html.replace(/<div id="detailView".*<\/main>/s, '<div id="detailView"></div></main>')],
    ['only an imitation in a mail', (html) => html.replace('ng-bind="::viewer.message.from[0].email"', '')],
    ['no card', (html) => html.replaceAll('md-card', 'div')],
    ['another attribute', (html) => html.replaceAll('ng-bind=', 'data-x=')],
    ['another id', (html) => html.replaceAll('detailView', 'x')],
  ])('none with %s', (_, change) => {
    expect(sogo.find(open('view#!/Mail/0/INBOX/7', 'panes.html', change))).toEqual([]);
  });

  it('whatever the classes are', () => {
    const shuffled = open('view#!/Mail/0/INBOX/7', 'panes.html', (html) =>
      html.replace(/ class="(?!msg-body)[^"]*"/g, ' class="x"'),
    );
    expect(sogo.find(shuffled)).toMatchObject([{ key: '0;INBOX;7', sender: noor }]);
  });
});

describe('a card that stays while the address moves on', () => {
  it('is no other mail', () => {
    const document = open('view#!/Mail/0/INBOX/7');
    expect(sogo.find(document)).toHaveLength(1);
    document.location.hash = '#!/Mail/0/INBOX/8';
    expect(sogo.find(document)).toEqual([]);
    document.location.hash = '#!/Mail/0/INBOX/7';
    expect(sogo.find(document)).toHaveLength(1);
  });

  it('does not hide the new one that stands beside it for a moment', () => {
    const document = open('view#!/Mail/0/INBOX/7');
    const [old] = sogo.find(document);
    document.location.hash = '#!/Mail/0/INBOX/8';
    const view = document.querySelector('#detailView')!;
    view.before(view.cloneNode(true));
    const found = sogo.find(document);
    expect(found).toMatchObject([{ key: '0;INBOX;8' }]);
    expect(found[0]!.root).not.toBe(old!.root);
  });
});

describe('routes', () => {
  const urls = (address: string, fixture?: string, cookie = ''): (string | undefined)[] => {
    const document = open(address, fixture);
    document.cookie = cookie;
    const [mail] = sogo.find(document);
    return sogo.routes.map((route) => route.url(mail!, document)?.url.href);
  };

  // what a SOGo 5.8 asked for itself, for folders of these names
  it.each([
    ['INBOX', 'folderINBOX'],
    ['2024', 'folder_2024'],
    ['x_y', 'folderx_U_y'],
    ['a~~x%2520y', 'foldera~x_SP_y'],
    ['%2526ANw-bung%2520%2526-%2520Co', 'folder_AM_ANw-bung_SP__AM_-_SP_Co'],
    ['Que%2523s%253Ft%252Bi%2540on%253A*%252C', 'folderQue_H_s%3Ft_P_i_A_on_C__S__CO_'],
    ['a.b%252F2', 'foldera_D_b/folder_2'],
  ])('%s', (folder, path) => {
    const expected = [`${BASE}0/${path}/7`, `${BASE}0/${path}/7/export`];
    expect(urls(`view#!/Mail/0/${folder}/7`)).toEqual(expected);
    expect(urls(`/UIxMailPopupView#!/Mail/0/${folder}/7`, 'window.html')).toEqual(expected);
  });

  it('a name cannot lead out of its place', () => {
    expect(urls('view#!/Mail/0/..%252F..%252Fx%253F/7')[0]).toBe(`${BASE}0/folder_D__D_/folder_D__D_/folderx%3F/7`);
  });

  it('the token goes along with export, and only from the page', () => {
    const document = open('view#!/Mail/0/INBOX/7');
    const [mail] = sogo.find(document);
    expect(sogo.routes[1]!.url(mail!, document)?.headers).toEqual({});
    document.cookie = 'XSRF-TOKEN=a0b1';
    expect(sogo.routes[1]!.url(mail!, document)?.headers).toEqual({ 'X-XSRF-TOKEN': 'a0b1' });
    expect(sogo.routes.map(({ fidelity }) => fidelity)).toEqual(['exact', 'normalised']);
  });

  it('none where the path is not SOGo’s', () => {
    const window = new Window({ url: `${ORIGIN}/elsewhere#!/Mail/0/INBOX/7` });
    window.document.write(read('panes.html'));
    const document = window.document as unknown as Document;
    const [mail] = sogo.find(document);
    expect(sogo.routes.map((route) => route.url(mail!, document))).toEqual([null, null]);
  });
});

it('is known by its application, signed in or not', () => {
  expect(sogo.selfHosted!(open('view'))).toBe(true);
  expect(sogo.selfHosted!(open('', 'login.html'))).toBe(true);
  expect(sogo.selfHosted!(open('', 'login.html', (html) => html.replace('SOGo.', 'Other.')))).toBe(false);
});

it('tells the page to sign in on from other answers', () => {
  expect(sogo.explain!(read('login.html'))).toBe('signed-out');
  expect(sogo.explain!('<h3>An error occurred during object publishing</h3>')).toBeNull();
});
