// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { describe, expect, it, vi } from 'vitest';
import type { Judged, MarkState, SealState } from '../lib/browser/protocol';
import { Mark, type MarkProps } from './Mark';
import { ALARM_SHAPE, INKS, SEAL_SHAPES, SHAPES } from './shapes';

const STATES = Object.keys(SHAPES) as readonly MarkState[];

function draw(
  part: Partial<MarkProps> & { state?: MarkState; alarm?: boolean; label?: string; seal?: Judged['seal'] } = {},
): HTMLButtonElement {
  const { state = 'closed', alarm = false, label = 'Encrypted', seal = null, ...props } = part;
  const judged = { state, alarm, label, seal, sentence: 'Encrypted on the last leg' };
  const page = document.createElement('div');
  document.body.replaceChildren(page);
  act(() => render(<Mark judged={judged} language="en" expanded={false} onOpen={() => {}} {...props} />, page));
  return page.querySelector('button') as HTMLButtonElement;
}

const paths = (button: Element): readonly (string | null)[] =>
  [...button.querySelectorAll('path')].map((path) => path.getAttribute('d'));

describe('Mark', () => {
  it.each(Object.keys(SEAL_SHAPES) as SealState[])('the seal %s stands beside the lock with its words', (state) => {
    const button = draw({ seal: { state, label: `words of ${state}`, sentence: 'Said in full' } });
    expect(paths(button)).toEqual([SHAPES.closed, SEAL_SHAPES[state]]);
    expect(button.dataset['seal']).toBe(state);
    expect(button.textContent).toBe(`Encrypted, words of ${state}`);
    expect(button.getAttribute('aria-label')).toBe(
      `Encrypted, words of ${state}: Encrypted on the last leg\nSaid in full`,
    );
  });

  it.each(STATES)('%s draws its own shape with its words', (state) => {
    const button = draw({ state, label: `words of ${state}` });
    expect(paths(button)).toEqual([SHAPES[state]]);
    expect(button.textContent).toBe(`words of ${state}`);
    expect(button.getAttribute('aria-label')).toBe(`words of ${state}: Encrypted on the last leg`);
    expect(button.title).toBe('Encrypted on the last leg');
    expect(button.getAttribute('aria-haspopup')).toBe('dialog');
    expect(button.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
  });

  it.each(STATES)('%s in alarm adds a shape of its own', (state) => {
    expect(paths(draw({ state, alarm: true }))).toEqual([ALARM_SHAPE, SHAPES[state]]);
  });

  it.each<[MarkState, SealState | null, string]>([
    ['open', null, 'red'],
    ['closed', 'broken', 'red'],
    ['closed', 'cracked', 'amber'],
    ['dotted', null, 'amber'],
  ])('%s with the seal %s in alarm is %s', (state, seal, colour) => {
    const button = draw({ state, alarm: true, seal: seal && { state: seal, label: 'x', sentence: 'y' } });
    const ink = { red: INKS.open, amber: INKS.notched }[colour];
    expect(button.style.getPropertyValue('--ink')).toBe(`light-dark(${ink?.light}, ${ink?.dark})`);
  });

  it('has a frame that takes no side where there is no alarm', () => {
    expect(draw({ state: 'open' }).style.getPropertyValue('--ink')).toBe('');
  });

  it.each([true, false])('tells whether its panel is open: %s', (expanded) => {
    expect(draw({ expanded }).getAttribute('aria-expanded')).toBe(String(expanded));
  });

  it('opens on a click that the page does not hear', () => {
    const onOpen = vi.fn();
    const page = vi.fn();
    const button = draw({ onOpen });
    button.parentElement?.addEventListener('click', page);
    button.click();
    expect(onOpen).toHaveBeenCalledOnce();
    expect(page).not.toHaveBeenCalled();
  });

  it.each([
    ['Enter', false],
    [' ', false],
    ['j', true],
  ])('the page hears the key "%s": %s', (key, heard) => {
    const page = vi.fn();
    const button = draw();
    button.parentElement?.addEventListener('keydown', page);
    button.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    expect(page).toHaveBeenCalledTimes(heard ? 1 : 0);
  });

  it('makes no markup of words', () => {
    const button = draw({ label: '<img src=x onerror=alert(1)>' });
    expect(button.querySelector('img')).toBeNull();
    expect(button.textContent).toBe('<img src=x onerror=alert(1)>');
  });
});
