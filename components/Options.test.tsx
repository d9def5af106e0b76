// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { describe, expect, it, vi } from 'vitest';
import type { CompanionTest } from '../lib/companion/test-companion';
import type { ResolverTest } from '../lib/browser/test-resolver';
import { Options, type OptionsProps } from './Options';
import { MAX_FILE } from './options/Transfer';
import { NOTE_TIME } from './options/use-done';
import { SHOWN } from './options/LeftBrowser';
import type { Done, SettingsView } from './settings-view';
import { shippedWords } from './testing/report';

const words = shippedWords('en');
const SETTINGS: SettingsView = {
  sites: [
    { pattern: 'https://mail.example.org/*', webmail: 'roundcube', on: true },
    { pattern: 'https://own.example/*', webmail: null, on: false },
  ],
  domains: [{ domain: 'bank.example', subdomains: true, rule: 'expect' }],
  provider: { names: ['example.org'], networks: [], gateways: [] },
  language: 'auto',
  show: 'always',
  lookups: { mode: 'none', resolver: null, trusted: false },
  sealers: [],
  companion: { url: null, token: null },
};
const RESOLVER = 'https://dns.example/dns-query';
const ASKING: SettingsView = { ...SETTINGS, lookups: { mode: 'dns', resolver: RESOLVER, trusted: false } };
const ANSWERED: ResolverTest = { ok: true, host: 'dns.example', milliseconds: 23, protocol: 'h2', dnssec: true };
const TESTED: CompanionTest = { ok: true, host: '127.0.0.1:8453', milliseconds: 4 };
const kept = (): Promise<Done> => Promise.resolve({ ok: true });

function draw(props: Partial<OptionsProps> = {}) {
  const changes: Partial<SettingsView>[] = [];
  const page = document.createElement('div');
  document.body.replaceChildren(page);
  const all: OptionsProps = {
    settings: SETTINGS,
    words,
    builtIn: ['https://mail.example.org/*'],
    learned: [{ mailbox: 'example.org', host: 'mx.hosting.example' }],
    onChange: (change) => {
      changes.push(change(SETTINGS));
      return kept();
    },
    onAddSite: kept,
    onSwitchSite: kept,
    onRemoveSite: kept,
    onForget: kept,
    missing: null,
    onLookups: kept,
    onUseResolver: kept,
    onTestResolver: () => Promise.resolve(ANSWERED),
    companionBlocked: false,
    onUseCompanion: kept,
    onForgetCompanion: kept,
    onTestCompanion: () => Promise.resolve(TESTED),
    onCompanionResolves: kept,
    left: [],
    onClearLeft: kept,
    onExportLeft: () => {},
    onExport: () => {},
    onImport: kept,
    ...props,
  };
  act(() => render(<Options {...all} />, page));
  const section = (title: string): HTMLElement =>
    [...page.querySelectorAll('section')].find(
      (one) => one.querySelector('h2')?.textContent === words(title),
    ) as HTMLElement;
  return { page, changes, section };
}

const settle = (): Promise<void> => act(async () => void (await new Promise((resolve) => setTimeout(resolve))));
async function type(form: Element | null | undefined, text: string): Promise<HTMLInputElement> {
  const input = form?.querySelector('input[type=text]') as HTMLInputElement;
  await act(async () => {
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await act(async () => void form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));
  await settle();
  return input;
}

describe('Options', () => {
  it('has every control named', () => {
    const { page } = draw();
    for (const control of page.querySelectorAll('input:not([type=file]), select')) {
      const named = control.getAttribute('aria-label') ?? page.querySelector(`label[for="${control.id}"]`)?.textContent;
      expect(named ?? control.closest('label')?.textContent, control.outerHTML).toBeTruthy();
    }
  });

  it('adds a site as typed, in the submit itself, and empties the field once it is kept', async () => {
    const onAddSite = vi.fn(kept);
    const { section } = draw({ onAddSite });
    const input = await type(section('ui_sites_title').querySelector('form'), ' https://own.example:8443/x ');
    expect(onAddSite).toHaveBeenCalledExactlyOnceWith(' https://own.example:8443/x ');
    expect(input.value).toBe('');
    expect(section('ui_sites_title').textContent).toContain(words('ui_saved'));
  });

  it.each([
    ['site-not-a-host', 'ui_refused_site_not_a_host'],
    ['permission-refused', 'ui_refused_permission_refused'],
    ['A sentence of its own.', 'A sentence of its own.'],
  ])('keeps what was typed when it is refused: %s', async (reason, key) => {
    const { section } = draw({ onAddSite: () => Promise.resolve({ ok: false, reason }) });
    const input = await type(section('ui_sites_title').querySelector('form'), 'ftp://x');
    expect(input.value).toBe('ftp://x');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe(words(key));
  });

  it('a switch stays where the setting is until the setting moves', async () => {
    const onSwitchSite = vi.fn(() => Promise.resolve<Done>({ ok: false, reason: 'permission-refused' }));
    const { section } = draw({ onSwitchSite });
    const box = section('ui_sites_title').querySelectorAll<HTMLInputElement>('[role=switch]')[1] as HTMLInputElement;
    await act(async () => box.click());
    await settle();
    expect(onSwitchSite).toHaveBeenCalledExactlyOnceWith('https://own.example/*', true);
    expect(box.checked).toBe(false);
    expect(section('ui_sites_title').textContent).toContain(words('ui_refused_permission_refused'));
  });

  it('removes own sites only', () => {
    const { section } = draw();
    expect(section('ui_sites_title').querySelectorAll('.rows button')).toHaveLength(1);
  });

  it('adds a domain in its one form', async () => {
    const { section, changes } = draw();
    await type(section('ui_domains_title').querySelector('form'), '@Sender.Example');
    const added = { domain: 'sender.example', subdomains: true, rule: 'expect' };
    expect(changes).toEqual([{ domains: [...SETTINGS.domains, added] }]);
  });

  it.each([
    ['', 'ui_refused_domain_empty'],
    ['nonsense', 'ui_refused_domain_one_label'],
    ['a b.example', 'ui_refused_domain_not_a_domain'],
  ])('refuses the domain "%s" and changes nothing', async (typed, key) => {
    const { section, changes } = draw();
    const input = await type(section('ui_domains_title').querySelector('form'), typed);
    expect(changes).toEqual([]);
    expect(input.value).toBe(typed);
    expect(section('ui_domains_title').textContent).toContain(words(key));
  });

  it('refuses a domain that is there already', async () => {
    const { section, changes } = draw();
    await type(section('ui_domains_title').querySelector('form'), 'BANK.example');
    expect(changes).toEqual([]);
    expect(section('ui_domains_title').querySelector('form')?.textContent).toContain('already in the list');
  });

  it('changes and removes a domain', async () => {
    const { section, changes } = draw();
    const row = section('ui_domains_title').querySelector('.rows li');
    await act(async () => row?.querySelector<HTMLInputElement>('input')?.click());
    await act(async () => row?.querySelector('button')?.click());
    expect(changes).toEqual([
      { domains: [{ domain: 'bank.example', subdomains: false, rule: 'expect' }] },
      { domains: [] },
    ]);
  });

  it.each([
    [0, 'Mail.Example.net', { names: ['example.org', 'mail.example.net'] }],
    [1, '192.0.2.0/24', { networks: ['192.0.2.0/24'] }],
    [2, 'gateway.example', { gateways: ['gateway.example'] }],
  ])('adds to list %i of the provider: %s', async (at, typed, part) => {
    const { section, changes } = draw();
    await type(section('ui_provider_title').querySelectorAll('form')[at], typed);
    expect(changes).toEqual([{ provider: { ...SETTINGS.provider, ...part } }]);
  });

  it('forgets what was learned', async () => {
    const onForget = vi.fn(kept);
    const { section } = draw({ onForget });
    await act(async () => section('ui_provider_title').querySelector<HTMLButtonElement>('.rows button')?.click());
    expect(onForget).toHaveBeenCalledExactlyOnceWith({ mailbox: 'example.org', host: 'mx.hosting.example' });
  });

  it('uses a resolver as typed, in the submit itself, and tests it', async () => {
    const onUseResolver = vi.fn(kept);
    const { section } = draw({ onUseResolver });
    await type(section('ui_lookups_title').querySelector('form'), RESOLVER);
    expect(onUseResolver).toHaveBeenCalledExactlyOnceWith(RESOLVER);
    const said = section('ui_lookups_title').textContent;
    expect(said).toContain('answered in');
    expect(said).toContain(words('ui_resolver_dnssec'));
    expect(said).toContain('HTTP/2');
  });

  it('refused, the resolver is neither kept nor asked', async () => {
    const onTestResolver = vi.fn();
    const { section } = draw({
      onUseResolver: () => Promise.resolve({ ok: false, reason: 'lookups-refused' }),
      onTestResolver,
    });
    const input = await type(section('ui_lookups_title').querySelector('form'), RESOLVER);
    expect(input.value).toBe(RESOLVER);
    expect(section('ui_lookups_title').textContent).toContain(words('ui_refused_lookups_refused'));
    expect(onTestResolver).not.toHaveBeenCalled();
  });

  it('lookups are not switched on before a resolver was chosen', async () => {
    const onLookups = vi.fn(kept);
    const { section } = draw({ onLookups });
    const radios = section('ui_lookups_title').querySelectorAll<HTMLInputElement>('input[type=radio]');
    await act(async () => radios[1]?.click());
    expect(onLookups).not.toHaveBeenCalled();
    expect(section('ui_lookups_title').textContent).toContain(words('ui_refused_resolver_first'));
    expect(radios[0]?.checked).toBe(true);
  });

  it('lookups are switched off', async () => {
    const onLookups = vi.fn(kept);
    const { section } = draw({ onLookups, settings: ASKING });
    await act(async () => section('ui_lookups_title').querySelector<HTMLInputElement>('input[type=radio]')?.click());
    expect(onLookups).toHaveBeenCalledExactlyOnceWith(false);
  });

  it.each(['permission', 'consent'] as const)(
    'says that the %s was taken back, and how to give it again',
    async (one) => {
      const onLookups = vi.fn(kept);
      const { section } = draw({ onLookups, settings: ASKING, missing: one });
      const alert = section('ui_lookups_title').querySelector('[role=alert]');
      expect(alert?.textContent).toContain(words(`ui_lookups_missing_${one}`));
      await act(async () => alert?.querySelector('button')?.click());
      expect(onLookups).toHaveBeenCalledExactlyOnceWith(true);
    },
  );

  it.each(['timeout', 'unreachable', 'status', 'not-dns', 'failed'] as const)('a test that fails: %s', async (code) => {
    const { section } = draw({
      settings: ASKING,
      onTestResolver: () => Promise.resolve({ ok: false, host: 'dns.example', code, status: 404 }),
    });
    const button = [...section('ui_lookups_title').querySelectorAll('button')].find(
      (one) => one.textContent === words('ui_resolver_test'),
    );
    await act(async () => button?.click());
    await settle();
    const said = section('ui_lookups_title').querySelector('.refused')?.textContent;
    expect(said).toContain('dns.example');
    expect(said).toContain(`resolver-${code}`);
  });

  it('uses a companion as typed, in the submit itself, and tests it', async () => {
    const onUseCompanion = vi.fn(kept);
    const { section } = draw({ onUseCompanion });
    await type(section('ui_companion_title').querySelector('form'), '127.0.0.1:8453');
    expect(onUseCompanion).toHaveBeenCalledExactlyOnceWith('127.0.0.1:8453', '');
    expect(section('ui_companion_title').querySelector('div.ok')?.textContent).toContain('127.0.0.1:8453');
  });

  const WITH: SettingsView = { ...SETTINGS, companion: { url: 'https://c.example/', token: null } };

  it.each(['blocked', 'unreachable', 'not-companion', 'token-missing', 'token-unknown', 'version'] as const)(
    'a companion that fails the test: %s',
    async (code) => {
      const { section } = draw({
        settings: WITH,
        onTestCompanion: () => Promise.resolve({ ok: false, host: 'c.example', code, status: 418 }),
      });
      const button = [...section('ui_companion_title').querySelectorAll('button')].find(
        (one) => one.textContent === words('ui_resolver_test'),
      );
      await act(async () => button?.click());
      await settle();
      const said = section('ui_companion_title').querySelector('.refused')?.textContent ?? '';
      expect(said).toContain(`companion-${code}`);
      expect(said).not.toMatch(/\$|ui_/);
    },
  );

  it.each([
    ['without a token', null, true],
    ['with one', 'abc', false],
  ])('a companion %s is offered as resolver: %s', (_, token, offered) => {
    const { section } = draw({ settings: { ...WITH, companion: { ...WITH.companion, token } } });
    expect(section('ui_companion_title').querySelector('.as-resolver') !== null).toBe(offered);
  });

  it('keeps trust in a resolver, and sealers', async () => {
    const { section, changes } = draw({ settings: ASKING });
    const own = section('ui_lookups_title');
    await act(async () => own.querySelector<HTMLInputElement>('input[type=checkbox]')?.click());
    await type(own.querySelectorAll('form')[1], 'Lists.example');
    expect(changes).toEqual([{ lookups: { ...SETTINGS.lookups, trusted: true } }, { sealers: ['lists.example'] }]);
  });

  it('lists what left this browser: whose mail, each name, of whom; exports and clears it', async () => {
    const one = { kind: 'mail', author: 'shop.example', site: 'mail.example.org', resolver: 'dns.example' } as const;
    const left = Array.from({ length: SHOWN + 1 }, (_, at) => ({
      ...one,
      at,
      reading: `${at}`,
      asked: [`TXT n${at}.shop.example`],
    }));
    const onClearLeft = vi.fn(kept);
    const onExportLeft = vi.fn();
    const { section } = draw({ left, onClearLeft, onExportLeft });
    const own = section('ui_left_title');
    expect(own.querySelectorAll('.left > li')).toHaveLength(SHOWN);
    const first = own.querySelector('.left > li')?.textContent;
    for (const part of ['shop.example', 'mail.example.org', 'dns.example', 'TXT n0.shop.example'])
      expect(first).toContain(part);
    await act(async () => own.querySelector<HTMLButtonElement>('.link')?.click());
    expect(own.querySelectorAll('.left > li')).toHaveLength(SHOWN + 1);
    const buttons = own.querySelectorAll<HTMLButtonElement>('.line button');
    await act(async () => buttons[0]?.click());
    await act(async () => buttons[1]?.click());
    expect(onExportLeft).toHaveBeenCalledOnce();
    expect(onClearLeft).toHaveBeenCalledOnce();
  });

  it('keeps when to show and in which language', async () => {
    const { section, changes } = draw();
    const own = section('ui_appearance_title');
    await act(async () => own.querySelectorAll<HTMLInputElement>('input[type=radio]')[1]?.click());
    const select = own.querySelector('select') as HTMLSelectElement;
    await act(async () => {
      select.value = 'ja';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    expect(changes).toEqual([{ show: 'warnings' }, { language: 'ja' }]);
  });

  it.each([
    ['always', 6],
    ['warnings', 2],
  ] as const)('previews the marks that "%s" shows', (show, count) => {
    const { page } = draw({ settings: { ...SETTINGS, show } });
    expect(page.querySelectorAll('.preview li')).toHaveLength(count);
  });

  it.each([
    [MAX_FILE, true],
    [MAX_FILE + 1, false],
  ])('of a file of %i octets reads: %s', async (size, read) => {
    const onImport = vi.fn(kept);
    const { section } = draw({ onImport });
    const own = section('ui_transfer_title');
    const input = own.querySelector('input[type=file]') as HTMLInputElement;
    Object.defineProperty(input, 'files', { value: [new File([' '.repeat(size)], 'settings.json')] });
    await act(async () => void input.dispatchEvent(new Event('change', { bubbles: true })));
    await settle();
    expect(onImport).toHaveBeenCalledTimes(read ? 1 : 0);
    if (!read) expect(own.textContent).toContain(words('ui_refused_file_too_large'));
  });

  it('says "saved" for a while; a refusal stays', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { section } = draw({ onForget: kept, onRemoveSite: () => Promise.resolve({ ok: false, reason: 'No.' }) });
      const press = (title: string) =>
        act(async () => section(title).querySelector<HTMLButtonElement>('.rows button')?.click());
      await press('ui_provider_title');
      await press('ui_sites_title');
      const notes = () => [section('ui_provider_title'), section('ui_sites_title')].map((one) => one.textContent);
      expect(notes()).toEqual([expect.stringContaining(words('ui_saved')), expect.stringContaining('No.')]);
      await act(async () => void vi.advanceTimersByTime(NOTE_TIME));
      expect(notes()).toEqual([expect.not.stringContaining(words('ui_saved')), expect.stringContaining('No.')]);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each<[string, Done, string]>([
    ['kept', { ok: true }, 'Imported'],
    ['refused', { ok: false, reason: 'The entry “sites[2].pattern” is odd.' }, 'sites[2].pattern'],
  ])('imports a file: %s', async (_, done, said) => {
    const onImport = vi.fn(() => Promise.resolve(done));
    const { section } = draw({ onImport });
    const own = section('ui_transfer_title');
    const input = own.querySelector('input[type=file]') as HTMLInputElement;
    Object.defineProperty(input, 'files', { value: [new File(['{"version":1}'], 'settings.json')] });
    await act(async () => void input.dispatchEvent(new Event('change', { bubbles: true })));
    await settle();
    expect(onImport).toHaveBeenCalledExactlyOnceWith('{"version":1}');
    expect(own.querySelector('[role=status]')?.textContent).toContain(said);
  });
});
