// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { describe, expect, it, vi } from 'vitest';
import type { MarkState, SealState } from '../lib/browser/protocol';
import type { ReadFailure } from '../lib/webmail/webmail';
import { Panel, type PanelProps } from './Panel';
import { MAX_LEGS_SHOWN } from './Path';
import { SEAL_SHAPES, SHAPES } from './shapes';
import { hop, judged, LINE, report, shippedWords } from './testing/report';

const words = shippedWords('en');

function draw(props: Partial<PanelProps> = {}): HTMLElement {
  const page = document.createElement('div');
  document.body.replaceChildren(page);
  act(() => render(<Panel judged={judged()} words={words} surface="page" {...props} />, page));
  return page;
}

const button = (page: Element, text: string): HTMLButtonElement | undefined =>
  [...page.querySelectorAll('button')].find((one) => one.textContent?.includes(text));

const press = (element: Element | undefined | null): void => void act(() => (element as HTMLElement).click());

describe('Panel', () => {
  it.each(Object.keys(SHAPES) as readonly MarkState[])('%s stands at the top with its lock and sentence', (state) => {
    const page = draw({ judged: judged({ state, sentence: `sentence of ${state}`, report: null }) });
    expect(page.querySelector('header path')?.getAttribute('d')).toBe(SHAPES[state]);
    expect(page.querySelector('h2')?.textContent).toBe(`sentence of ${state}`);
  });

  it.each(Object.keys(SEAL_SHAPES) as readonly SealState[])('%s stands below the lock with its sentence', (state) => {
    const page = draw({ judged: judged({ seal: { state, label: 'short', sentence: `sentence of ${state}` } }) });
    const [lock, seal] = page.querySelectorAll('.verdict');
    expect(lock?.querySelector('path')?.getAttribute('d')).toBe(SHAPES.closed);
    expect(seal?.querySelector('path')?.getAttribute('d')).toBe(SEAL_SHAPES[state]);
    expect(seal?.querySelector('h2')?.textContent).toBe(`sentence of ${state}`);
    expect(seal?.getAttribute('aria-busy')).toBe(String(state === 'pending'));
  });

  it('says nothing of the sender while that is looked up', () => {
    const open = report({ sender: null, proof: null });
    const seal = { state: 'pending', label: 'Checking', sentence: 'Being looked up' } as const;
    const page = draw({ judged: judged({ report: open, seal }) });
    expect(page.querySelector('.proof')).toBeNull();
    expect(page.querySelector('.body > [role=status]')?.textContent).toBe(words('ui_proof_pending'));
    expect(page.querySelector('.lookups-off')).toBeNull();
  });

  const failed = { name: 'a.example', type: 'TXT', answer: { ok: false, failure: 'not-asked' } } as const;
  it.each([
    ['not-asked', [], true],
    ['providers-word', [failed], true],
    ['providers-word', [], false],
    ['aligned', [failed], false],
    ['dns-failed', [], false],
  ] as const)('%s with %j tells how to turn lookups on: %s', (code, asked, told) => {
    const sender = { seal: 'dotted', code, params: {} } as const;
    const page = draw({ judged: judged({ report: report({ sender, asked }) }) });
    expect(page.querySelector('.lookups-off') !== null).toBe(told);
    // A page's script cannot open the options.
    expect(page.querySelector('.lookups-off button')).toBeNull();
  });

  it('tells who sent it in rows that are closed at first, between the path and what was seen', () => {
    const finding = {
      id: 'dkim',
      about: 'sender',
      weight: 'decides',
      outcome: 'pass',
      code: 'crashed',
      seen: [],
    } as const;
    const page = draw({ judged: judged({ report: report({ findings: [finding] }) }) });
    expect([...page.querySelectorAll('.body > section')].map((one) => one.className)).toEqual([
      'path',
      'proof',
      'findings',
    ]);
    const rows = [...page.querySelectorAll<HTMLDetailsElement>('.part')];
    expect(rows.map((row) => row.dataset['part'])).toEqual(['signatures', 'spf', 'dmarc', 'arc', 'provider']);
    expect(rows.every((row) => !row.open)).toBe(true);
    expect(rows[0]?.querySelector('.sign')?.getAttribute('aria-label')).toBe('In order');
    // A check that is not there is not in order.
    expect(rows[1]?.querySelector('.sign')?.getAttribute('aria-label')).toBe('Cannot tell');
  });

  it('in a page is a dialog, named by its verdict, that takes the focus', () => {
    const dialog = draw().querySelector('[role=dialog]');
    expect(dialog?.getAttribute('aria-modal')).toBe('false');
    const label = document.getElementById(dialog?.getAttribute('aria-labelledby') ?? '');
    expect(label?.textContent).toBe('Encrypted on the last legFrom a.example, shown by its own signature');
    expect(document.activeElement).toBe(dialog);
  });

  it('in the popup is no dialog, offers no popup and leaves the focus alone', () => {
    const page = draw({ surface: 'popup', onPopup: () => {} });
    expect(page.querySelector('[role=dialog]')).toBeNull();
    expect(button(page, words('ui_panel_popup'))).toBeUndefined();
    expect(document.activeElement).toBe(document.body);
  });

  it('closes by Escape and by its button, and keeps keys from the page', () => {
    const onClose = vi.fn();
    const keys = vi.fn();
    const page = draw({ onClose });
    page.addEventListener('keydown', keys);
    const dialog = page.querySelector('[role=dialog]');
    dialog?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    dialog?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true }));
    press(page.querySelector(`button[aria-label="${words('ui_close')}"]`));
    expect(onClose).toHaveBeenCalledTimes(2);
    expect(keys).not.toHaveBeenCalled();
  });

  it('draws what the provider wrote apart from what others claim, the border between', () => {
    const zones = [...draw().querySelectorAll('.path > div')].map((one) => one.getAttribute('data-kind'));
    expect(zones).toEqual(['attested', 'shown', 'claimed']);
    const page = draw();
    expect(page.querySelector('.border')?.textContent).toContain('Example Mail');
    expect(page.querySelector('[data-kind=claimed] .state')?.textContent).toContain('Claimed: ');
    expect(page.querySelector('[data-kind=attested] .state')?.textContent).not.toContain('Claimed: ');
  });

  it('says that a border is assumed', () => {
    const assumed = report({ border: { ...report().border, kind: 'assumed' } });
    expect(draw({ judged: judged({ report: assumed }) }).querySelector('.border .tag')?.textContent).toBe('assumed');
  });

  it.each<[string, Partial<ReturnType<typeof report>['border']>, string]>([
    ['not one line is shown', { hop: null, kind: 'none', attested: 0, provider: null }, 'ui_path_none_attested'],
    ['all lines are the provider’s', { hop: null, kind: 'none', attested: 2 }, 'ui_path_no_border'],
    ['the rest is claimed', { hop: null, kind: 'none', attested: 1 }, 'ui_path_no_border_claimed'],
  ])('without a border: %s', (_, part, key) => {
    const none = report({ border: { ...report().border, ...part } });
    expect(draw({ judged: judged({ report: none }) }).textContent).toContain(words(key));
  });

  it('marks the words that decided, inside the line as received', () => {
    expect(draw().querySelector('.raw')?.textContent).toBe(LINE);
    expect(draw().querySelector('.raw mark')?.textContent).toBe('ESMTPS');
  });

  it('shows a line that could not be read', () => {
    const unread = hop({ by: null, with: null, state: 'unknown', reason: 'not-parsed', span: null, tls: null });
    const page = draw({ judged: judged({ report: report({ hops: [unread], lines: ['Received: \x00 what?'] }) }) });
    expect(page.querySelector('.raw')?.textContent).toBe('Received: ␀ what?');
  });

  it.each([
    [MAX_LEGS_SHOWN, 0],
    [MAX_LEGS_SHOWN + 1, 1],
    [100, 88],
  ])('of %i attested hops leaves out %i until asked, never the border', (count, hidden) => {
    const hops = Array.from({ length: count }, (_, field) => hop({ field, by: `h${field}.example` }));
    const long = report({ hops, border: { ...report().border, hop: count - 1, attested: count } });
    const page = draw({ judged: judged({ report: long }) });
    const drawn = (): number => page.querySelectorAll('.leg:not(.origin)').length;
    expect(drawn()).toBe(count - hidden);
    expect(page.querySelector('.leg[data-border=true]')?.textContent).toContain(`h${count - 1}.example`);
    if (hidden > 0) press(page.querySelector('.more button'));
    expect(drawn()).toBe(count);
  });

  it('shows a 100 kB line in part, and all of it when asked', () => {
    const line = 'x'.repeat(100_000);
    const page = draw({ judged: judged({ report: report({ hops: [hop({ span: null })], lines: [line] }) }) });
    expect(page.querySelector('.raw')?.textContent?.length).toBeLessThan(2_000);
    press(page.querySelector('.raw + button'));
    expect(page.querySelector('.raw')?.textContent).toBe(line);
  });

  it('draws hostile words as words', () => {
    const evil = '<img src=x onerror=alert(1)>\u202E\u0000';
    const page = draw({
      judged: judged({
        sentence: evil,
        subject: evil,
        sender: { name: evil, address: evil },
        report: report({
          hops: [hop({ by: evil, from: { helo: evil, rdns: evil, ip: evil, confirmed: false } })],
          organisations: [evil],
          lines: [evil.slice(0, 28)],
          border: { ...report().border, provider: { name: evil, known: 'mx' } },
        }),
      }),
    });
    expect(page.querySelector('img')).toBeNull();
    expect(page.textContent).toContain('<img src=x onerror=alert(1)>[U+202E]␀');
    expect(page.textContent).not.toMatch(/[\u202A-\u202E\u0000]/);
  });

  it('bounds a word of 10 kB', () => {
    const long = 'W'.repeat(10_000);
    const page = draw({ judged: judged({ subject: long, sender: { name: long, address: long } }) });
    expect(page.querySelector('.about')?.textContent?.length).toBeLessThan(700);
  });

  it.each<ReadFailure | 'no-answer'>([
    'signed-out',
    'not-found',
    'not-a-message',
    'too-large',
    'network',
    'stale',
    'layout-unknown',
    'no-answer',
  ])('%s is told with a next step', (failure) => {
    const page = draw({ judged: judged({ state: 'unreadable', report: null, failure }) });
    const key = `ui_failure_${failure.replaceAll('-', '_')}`;
    expect(page.querySelector('h2')?.textContent).toBe(words(key));
    expect(page.querySelector('.failure p')?.textContent).toBe(words(`${key}_next`));
    expect(page.textContent).not.toContain('ui_failure');
  });

  it('of an unknown failure says the sentence it was given', () => {
    const page = draw({ judged: judged({ state: 'unreadable', report: null, failure: 'odd', sentence: 'Odd' }) });
    expect(page.querySelector('h2')?.textContent).toBe('Odd');
  });

  it('lets an assumed relay be confirmed once', () => {
    const onConfirmRelay = vi.fn();
    const relay = hop({ from: { helo: null, rdns: null, ip: '10.0.0.9', confirmed: false } });
    const assumed = report({
      hops: [relay, hop({ field: 1 })],
      border: { ...report().border, kind: 'assumed', hop: 1, attested: 2, steps: ['private'] },
    });
    const page = draw({ judged: judged({ report: assumed }), onConfirmRelay });
    expect(page.querySelector('.relays bdi')?.textContent).toBe('10.0.0.9');
    press(button(page, words('ui_relay_confirm')));
    expect(onConfirmRelay).toHaveBeenCalledExactlyOnceWith('10.0.0.9');
    expect(page.querySelector('.relays [role=status]')?.textContent).toBe(words('ui_relay_done'));
  });

  it.each([
    ['copied', () => true, 'ui_panel_copied', false],
    ['told nothing', () => undefined, 'ui_panel_copied', false],
    ['refused', () => Promise.resolve(false), 'ui_panel_copy_refused', true],
  ])('copies the report: %s', async (_, onCopy, key, byHand) => {
    const copy = vi.fn(onCopy);
    const page = draw({ onCopy: copy });
    await act(async () => button(page, words('ui_panel_copy'))?.click());
    expect(copy.mock.calls[0]?.at(0)).toContain('Encrypted on the last leg');
    expect(page.querySelector('.copy [role=status]')?.textContent).toBe(words(key));
    expect(page.querySelector('.copy textarea') !== null).toBe(byHand);
  });

  it('puts trouble first and folds what is in order', () => {
    const finding = (id: string, outcome: 'pass' | 'warn', weight: 'informs' | 'decides') =>
      ({ id, about: 'transit', weight, outcome, code: 'crashed', seen: [] }) as const;
    const sender = { ...finding('four', 'warn', 'decides'), about: 'sender' } as const;
    const findings = [
      sender,
      finding('one', 'pass', 'informs'),
      finding('two', 'warn', 'informs'),
      finding('three', 'pass', 'decides'),
    ];
    const page = draw({ judged: judged({ report: report({ findings }) }) });
    const texts = (selector: string) => [...page.querySelectorAll(selector)].map((one) => one.textContent);
    expect(texts('.findings > ul > li p')).toEqual(['three', 'two', 'four'].map((id) => expect.stringContaining(id)));
    expect(texts('.findings h4')).toEqual([words('ui_findings_lock'), words('ui_findings_seal')]);
    expect(texts('.folded li p')).toEqual([expect.stringContaining('one')]);
    expect(page.querySelector('.findings [role=img]')?.getAttribute('aria-label')).toBe('In order');
  });
});
