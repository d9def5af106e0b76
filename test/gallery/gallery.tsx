/** Draws one scene, named in the address (`#panel/open/ja`), so that every state can be looked at and photographed. */
import { render, type ComponentChild } from 'preact';
import { Mark } from '../../components/Mark';
import markCss from '../../components/mark.css?inline';
import { Options } from '../../components/Options';
import optionsCss from '../../components/options.css?inline';
import { pageScheme } from '../../components/page-scheme';
import { Panel } from '../../components/Panel';
import panelCss from '../../components/panel.css?inline';
import { placePanel } from '../../components/place-panel';
import { Popup, type Situation } from '../../components/Popup';
import { INKS, SEAL_INKS, SEAL_SHAPES, SHAPE_SIZE, SHAPES } from '../../components/shapes';
import popupCss from '../../components/popup.css?inline';
import type { Done, SettingsView } from '../../components/settings-view';
import type { Left } from '../../lib/browser/dns-log';
import { paint, type Art } from '../../lib/browser/icon';
import type { DomainFound, Judged, MarkState, SealState } from '../../lib/browser/protocol';
import { speak, type Language, type Words } from '../../lib/browser/words';
import en from '../../public/_locales/en/messages.json';
import ja from '../../public/_locales/ja/messages.json';
import { judged, SAMPLES, unread } from './samples';
import { SCENES } from './scenes';

const DICTIONARIES = { en, ja } as const;
const app = document.getElementById('app') as HTMLElement;

function wordsOf(language: Language): Words {
  const messages = Object.entries(DICTIONARIES[language]).map(([key, { message }]) => [key, message]);
  return speak({ language, messages: Object.fromEntries(messages) as Record<string, string> });
}

/** An element with a shadow root and one style sheet, as the extension mounts its own in a page. Open, so that axe can look in. */
function shadow(parent: Element, css: string, content: ComponentChild): HTMLElement {
  const host = document.createElement('span');
  parent.append(host);
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  style.textContent = css;
  const paper = document.createElement('span');
  root.append(style, paper);
  render(content, paper);
  return host;
}

function pageStyle(css: string): void {
  const style = document.createElement('style');
  style.textContent = css;
  document.head.append(style);
}

const nothing = (): void => {};
const kept = (): Promise<Done> => Promise.resolve({ ok: true });

/** Rows as different webmails draw them: the mark stands beside the sender in each. */
const ROWS = [
  { name: 'light', css: 'background:#fff;color:#1c2128;font:14px/1.5 sans-serif' },
  { name: 'small', css: 'background:#f3f6fa;color:#333;font:11px/1.3 Verdana,sans-serif' },
  { name: 'serif', css: 'background:#fffdf5;color:#111;font:18px/1.4 serif' },
  { name: 'dark', css: 'background:#21262d;color:#e6e8eb;font:14px/1.5 sans-serif' },
  { name: 'black', css: 'background:#000;color:#ddd;font:13px/1.5 sans-serif' },
];

function drawMarks(all: readonly Judged[], words: Words): void {
  pageStyle('body{margin:0} .row{display:flex;flex-wrap:wrap;gap:6px 18px;padding:14px 16px}');
  const main = document.createElement('main');
  app.append(main);
  const title = document.createElement('h1');
  title.textContent = 'Marks';
  title.style.cssText = 'position:absolute;clip-path:inset(50%)';
  main.append(title);
  for (const { css } of ROWS) {
    const row = document.createElement('div');
    row.className = 'row';
    row.style.cssText = css;
    main.append(row);
    for (const mail of all) {
      const cell = document.createElement('span');
      cell.append(mail.sender.name ?? mail.sender.address ?? '');
      row.append(cell);
      const mark = <Mark judged={mail} language={words.language} expanded={false} onOpen={nothing} />;
      const paper = shadow(cell, markCss, mark).shadowRoot!.lastElementChild as HTMLElement;
      paper.style.colorScheme = pageScheme(row) ?? '';
      cell.append(' 09:41');
    }
  }
}

const ART: Art = {
  size: SHAPE_SIZE,
  lock: (state) => ({ path: SHAPES[state], ink: INKS[state].light }),
  seal: (state) => ({ path: SEAL_SHAPES[state], ink: SEAL_INKS[state].light }),
};

/** The toolbar's icon in both sizes, each as it is and eight times as large, on toolbars of two colours. */
function drawIcons(): void {
  pageStyle('body{margin:0} .row{display:flex;flex-wrap:wrap;gap:8px;padding:12px} canvas{image-rendering:pixelated}');
  const locks = Object.keys(SHAPES) as readonly MarkState[];
  const seals = [null, ...Object.keys(SEAL_SHAPES)] as readonly (SealState | null)[];
  const main = document.createElement('main');
  app.append(main);
  for (const [background, size, scale] of [
    ['#f0f0f2', 16, 1],
    ['#2b2a33', 16, 1],
    ['#f0f0f2', 16, 5],
    ['#2b2a33', 32, 2.5],
  ] as const) {
    const row = document.createElement('div');
    row.className = 'row';
    row.style.background = background;
    main.append(row);
    for (const [at, seal] of seals.entries()) {
      for (const state of scale === 1 ? locks : [locks[at % 3] ?? 'closed', 'notched' as const]) {
        const canvas = document.createElement('canvas');
        canvas.width = size;
        canvas.height = size;
        canvas.style.width = `${size * scale}px`;
        canvas.getContext('2d')?.putImageData(paint(size, { state, seal, alarm: false }, ART), 0, 0);
        row.append(canvas);
      }
    }
  }
  const title = document.createElement('h1');
  title.textContent = 'Icons';
  main.prepend(title);
}

function drawPanel(mail: Judged, words: Words): void {
  pageStyle(
    'body{margin:0;background:light-dark(#e4e8ee,#2a2f37);color-scheme:light dark;font:14px sans-serif;block-size:100vh}',
  );
  const main = document.createElement('main');
  app.append(main);
  const title = document.createElement('h1');
  title.textContent = 'A webmail';
  title.style.cssText = 'margin:0;padding:8px 16px;font-size:16px;color:light-dark(#111,#eee)';
  main.append(title);
  const host = shadow(
    main,
    panelCss,
    <Panel
      judged={mail}
      words={words}
      surface="page"
      place={placePanel({ left: 120, top: 20, bottom: 40 }, { width: innerWidth, height: innerHeight })}
      onClose={nothing}
      onPopup={nothing}
      onLookUp={lookedUp}
      onConfirmRelay={nothing}
      onCopy={() => true}
    />,
  );
  // As the extension does it: nothing of the page can lie over the top layer.
  host.popover = 'manual';
  host.showPopover();
}

function drawPopup(situation: Situation, words: Words): void {
  pageStyle(popupCss);
  render(
    <Popup
      situation={situation}
      words={words}
      onSwitchOn={nothing}
      onReload={nothing}
      onOptions={nothing}
      onAnalyze={nothing}
      onWrong={async () => true}
      onLookUp={lookedUp}
      onConfirmRelay={nothing}
      onCopy={() => true}
    />,
    app,
  );
}

const lookedUp = (): Promise<DomainFound> =>
  Promise.resolve({
    kind: 'failed',
    code: 'no-companion',
    domain: null,
    host: '',
    status: 0,
    seconds: null,
  });

const FULL: SettingsView = {
  sites: [
    { pattern: 'https://mail.example.org/*', webmail: 'roundcube', on: true },
    { pattern: 'https://webmail.verein.example/*', webmail: null, on: false },
    { pattern: 'http://mail.intern.example/*', webmail: null, on: true },
  ],
  domains: [
    { domain: 'bank.example', subdomains: true, rule: 'expect' },
    { domain: 'newsletter.sender.example', subdomains: false, rule: 'quiet' },
    { domain: 'xn--wgv71a119e.example', subdomains: true, rule: 'expect' },
  ],
  provider: { names: ['example.org'], networks: ['192.0.2.0/24', '2001:db8:1::/48'], gateways: ['gateway.example'] },
  language: 'auto',
  show: 'always',
  lookups: { mode: 'dns', resolver: 'https://dns.example/dns-query', trusted: true },
  sealers: ['lists.example'],
  companion: { url: 'http://127.0.0.1:8453/', token: null },
};
const LEFT: readonly Left[] = [
  {
    kind: 'mail',
    author: 'shop.example',
    site: 'mail.example.org',
    at: 1_795_480_870_000,
    reading: '1',
    resolver: 'dns.example',
    asked: ['TXT s1._domainkey.shop.example', 'TXT _dmarc.shop.example', 'TXT shop.example'],
  },
  {
    kind: 'test',
    author: null,
    site: null,
    at: 1_795_480_000_000,
    reading: '2',
    resolver: 'dns.example',
    asked: ['A example.com'],
  },
];
const EMPTY: SettingsView = {
  sites: [],
  domains: [],
  provider: { names: [], networks: [], gateways: [] },
  language: 'auto',
  show: 'warnings',
  lookups: { mode: 'none', resolver: null, trusted: false },
  sealers: [],
  companion: { url: null, token: null },
};

function drawOptions(first: SettingsView, words: Words): void {
  pageStyle(optionsCss);
  let settings = first;
  const draw = (): void =>
    render(
      <Options
        settings={settings}
        words={words}
        builtIn={['https://mail.example.org/*']}
        learned={first === FULL ? [{ mailbox: 'example.org', host: 'mx1.hosting.example' }] : []}
        onChange={(change) => {
          settings = { ...settings, ...change(settings) };
          draw();
          return kept();
        }}
        onAddSite={(typed) => Promise.resolve(typed === '' ? { ok: false, reason: 'site-empty' } : { ok: true })}
        onSwitchSite={() => Promise.resolve({ ok: false, reason: 'permission-refused' })}
        onRemoveSite={kept}
        onForget={kept}
        missing={first === FULL ? 'permission' : null}
        onLookups={kept}
        onUseResolver={kept}
        onTestResolver={() =>
          Promise.resolve({ ok: true, host: 'dns.example', milliseconds: 23, protocol: 'h2', dnssec: true })
        }
        companionBlocked={false}
        onUseCompanion={kept}
        onForgetCompanion={kept}
        onTestCompanion={() =>
          Promise.resolve({ ok: false, host: '127.0.0.1:8453', code: 'token-missing', status: 401 })
        }
        onCompanionResolves={kept}
        left={first === FULL ? LEFT : []}
        onClearLeft={kept}
        onExportLeft={nothing}
        onExport={nothing}
        onImport={() =>
          Promise.resolve({ ok: false, reason: words('engine_refused_invalid', { path: 'sites[2].pattern' }) })
        }
      />,
      app,
    );
  draw();
}

async function draw(): Promise<void> {
  const [kind = '', which = '', language = 'en'] = location.hash.slice(1).split('/');
  const words = wordsOf(language === 'ja' ? 'ja' : 'en');
  document.documentElement.lang = words.language;
  const mail = async (id: string): Promise<Judged> => {
    const sample = SAMPLES.find((one) => one.id === id);
    return sample === undefined ? unread(words, id === 'reading' ? null : id) : judged(sample, words);
  };
  const all = async (): Promise<readonly Judged[]> =>
    Promise.all(
      [
        ...['author', 'third-party', 'body-changed', 'spoof', 'spf-only', 'dns-failed', 'pending'],
        ...['closed', 'notched', 'open', 'house', 'plane', 'dotted', 'reading', 'signed-out'],
      ].map(mail),
    );
  switch (kind) {
    case 'marks':
      return drawMarks(await all(), words);
    case 'icons':
      return drawIcons();
    case 'panel':
      return drawPanel(await mail(which), words);
    case 'details':
      drawPopup({ kind: 'mails', mails: [await mail(which)] }, words);
      for (const details of app.querySelectorAll('details')) details.open = true;
      return;
    case 'proof':
      drawPopup({ kind: 'mails', mails: [await mail(which)] }, words);
      for (const details of app.querySelectorAll<HTMLDetailsElement>('.proof details')) details.open = true;
      for (const other of app.querySelectorAll('.path, .findings')) other.remove();
      return;
    case 'popup':
      if (which === 'not-asked') return drawPopup({ kind: 'mails', mails: [await mail('not-asked')] }, words);
      if (which === 'list') return drawPopup({ kind: 'mails', mails: await all() }, words);
      if (which === 'one') return drawPopup({ kind: 'mails', mails: [await mail('closed')] }, words);
      if (which === 'empty') return drawPopup({ kind: 'mails', mails: [] }, words);
      if (which === 'loading') return drawPopup({ kind: 'loading' }, words);
      if (which === 'nopage') return drawPopup({ kind: 'unsupported', host: null }, words);
      return drawPopup({ kind: which as 'unsupported', host: 'mail.example.org' }, words);
    case 'options':
      return drawOptions(which === 'empty' ? EMPTY : FULL, words);
    default: {
      const list = document.createElement('ul');
      for (const scene of SCENES) {
        const link = document.createElement('a');
        link.href = `#${scene}/en`;
        link.textContent = scene;
        const item = document.createElement('li');
        item.append(link);
        list.append(item);
      }
      app.append(list);
    }
  }
}

window.addEventListener('hashchange', () => location.reload());
await draw();
document.documentElement.dataset['drawn'] = 'true';
