// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { postureOf } from '../companion/src/testing/posture-of';
import type { DomainFound, DomainTrouble } from '../lib/browser/protocol';
import { PostureSection, type LookUp } from './PostureSection';
import { shippedWords } from './testing/report';

const words = shippedWords('en');
const REPORT: DomainFound = {
  kind: 'report',
  domain: 'sender.example',
  posture: postureOf('sender.example', {
    mx: { state: 'listed', dnssec: 'unknown', hosts: [], left: 0 },
    probe: 'not-possible',
    findings: [{ code: 'port-25-blocked-here', params: {}, level: 'info' }],
  }),
};
const failed = (code: DomainTrouble): DomainFound => ({
  kind: 'failed',
  code,
  domain: null,
  host: 'c.example',
  status: 418,
  seconds: null,
});

function draw(onLookUp: LookUp, sender: string | null = 'sender.example', onOptions?: () => void) {
  const page = document.createElement('div');
  document.body.replaceChildren(page);
  act(() => render(<PostureSection sender={sender} words={words} onLookUp={onLookUp} onOptions={onOptions} />, page));
  const button = (whose: string) => page.querySelector<HTMLButtonElement>(`[data-whose=${whose}] button`);
  const click = async (whose: string) => {
    await act(async () => button(whose)?.click());
    await act(async () => void (await new Promise((resolve) => setTimeout(resolve))));
  };
  return { page, button, click };
}

describe('PostureSection', () => {
  it('asks nobody before it is asked to', () => {
    const onLookUp = vi.fn();
    draw(onLookUp);
    expect(onLookUp).not.toHaveBeenCalled();
  });

  it('asks about the sender, or about the reader’s own domain', async () => {
    const onLookUp = vi.fn(() => Promise.resolve(REPORT));
    const { click } = draw(onLookUp);
    await click('sender');
    await click('own');
    expect(onLookUp.mock.calls.map(([domain]: unknown[]) => domain)).toEqual(['sender.example', null]);
  });

  it('shows the three answers, and that nothing could be tested from here', async () => {
    const { page, click, button } = draw(() => Promise.resolve(REPORT));
    await click('sender');
    expect([...page.querySelectorAll('.answer')].map((one) => one.getAttribute('data-outcome'))).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(page.textContent).toContain(words('posture_port_25_blocked_here'));
    expect(button('sender')).toBeNull();
  });

  it('while it is looked up, says so and asks no second time', async () => {
    const { page, button, click } = draw(() => new Promise(() => {}));
    await click('sender');
    expect(button('sender')?.disabled).toBe(true);
    expect(page.textContent).toContain(words('ui_posture_asking'));
  });

  it.each([
    'no-companion',
    'blocked',
    'own-unknown',
    'no-answer',
    'token-unknown',
    'limited',
    'not-companion',
  ] as const)('failed: %s; it may be asked again', async (code) => {
    const { page, click, button } = draw(() => Promise.resolve(failed(code)));
    await click('own');
    const said = page.querySelector('.failed')?.textContent ?? '';
    expect(said).toContain(`companion-${code}`);
    expect(said).not.toMatch(/\$|ui_/);
    expect(button('own')?.disabled).toBe(false);
  });

  it('leads to the options where no companion is named', async () => {
    const onOptions = vi.fn();
    const { page, click } = draw(() => Promise.resolve(failed('no-companion')), null, onOptions);
    expect(page.querySelector('[data-whose=sender]')).toBeNull();
    await click('own');
    await act(async () => page.querySelector<HTMLButtonElement>('.failed button')?.click());
    expect(onOptions).toHaveBeenCalledOnce();
  });

  it('ends what is asked when it goes away', async () => {
    let signal: AbortSignal | null = null;
    const { page, click } = draw((_, asking) => {
      signal = asking;
      return new Promise(() => {});
    });
    await click('sender');
    act(() => render(null, page));
    expect(signal!.aborted).toBe(true);
  });
});
