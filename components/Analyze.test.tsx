// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { SAMPLES } from './analyze/analyzed-source';
import { Analyze, type Analyzed, type AnalyzeProps } from './Analyze';
import { judged, shippedWords } from './testing/report';

const words = shippedWords('en');
const FOUND: Analyzed = { ok: true, judged: judged() };

function draw(props: Partial<AnalyzeProps> = {}) {
  const page = document.createElement('div');
  document.body.replaceChildren(page);
  const onAnalyze = vi.fn<AnalyzeProps['onAnalyze']>(() => Promise.resolve(FOUND));
  const all: AnalyzeProps = {
    words,
    providers: [{ id: 'gmail', name: 'Gmail' }],
    onAnalyze,
    onWrong: () => true,
    onOptions: () => {},
    onCopy: () => {},
    ...props,
  };
  act(() => render(<Analyze {...all} />, page));
  const button = (key: string): HTMLButtonElement =>
    [...page.querySelectorAll('button')].find((one) => one.textContent === words(key)) as HTMLButtonElement;
  return { page, onAnalyze, button };
}

const settle = (): Promise<void> => act(async () => void (await new Promise((resolve) => setTimeout(resolve))));
async function press(element: HTMLElement | null | undefined): Promise<void> {
  await act(async () => element?.click());
  await settle();
}
async function choose(page: Element, value: string): Promise<void> {
  const select = page.querySelector('select') as HTMLSelectElement;
  await act(async () => {
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await settle();
}

describe('Analyze', () => {
  it.each(SAMPLES)('a sample, as its receiver would have it: %s', async (id) => {
    const { page, onAnalyze, button } = draw();
    await press(button(`ui_analyze_sample_${id}`));
    expect(onAnalyze).toHaveBeenCalledExactlyOnceWith(
      { kind: 'sample', id },
      { kind: 'domain', domain: 'reader.example' },
    );
    expect(page.querySelector('.if')?.textContent).toContain('reader.example');
    expect(page.querySelector('.panel')).not.toBeNull();
    expect(page.textContent).toContain(words('ui_analyze_sample_note'));
  });

  it('a text that is pasted, received by nobody unless said', async () => {
    const { page, onAnalyze, button } = draw();
    const field = page.querySelector('textarea') as HTMLTextAreaElement;
    await act(async () => {
      field.value = 'From: a@b.example';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await act(async () => void field.form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));
    await settle();
    expect(onAnalyze).toHaveBeenCalledExactlyOnceWith({ kind: 'text', text: 'From: a@b.example' }, { kind: 'nobody' });
    expect(page.querySelector('.if')?.textContent).toBe(words('ui_analyze_if_nobody'));
    expect(button('ui_analyze_do').disabled).toBe(false);
  });

  it('a file that is dropped', async () => {
    const { page, onAnalyze } = draw();
    const file = new File(['x'], 'x.eml');
    const drop = new Event('drop', { bubbles: true, cancelable: true });
    Object.defineProperty(drop, 'dataTransfer', { value: { files: [file] } });
    await act(async () => void page.querySelector('main')?.dispatchEvent(drop));
    await settle();
    expect(drop.defaultPrevented).toBe(true);
    expect(onAnalyze).toHaveBeenCalledExactlyOnceWith({ kind: 'file', file }, { kind: 'nobody' });
  });

  it('another receiver judges the same mail anew', async () => {
    const { page, onAnalyze, button } = draw();
    await press(button('ui_analyze_sample_spoof'));
    await choose(page, 'gmail');
    expect(onAnalyze).toHaveBeenLastCalledWith({ kind: 'sample', id: 'spoof' }, { kind: 'provider', id: 'gmail' });
    expect(page.querySelector('.if')?.textContent).toContain('Gmail');
    await choose(page, 'domain');
    expect(onAnalyze).toHaveBeenCalledTimes(2);
    const field = page.querySelector('form input[type=text]') as HTMLInputElement;
    const enter = async (text: string): Promise<void> => {
      await act(async () => {
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await act(async () => void field.form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));
      await settle();
    };
    await enter('nonsense');
    expect(page.textContent).toContain(words('ui_refused_domain_one_label'));
    expect(onAnalyze).toHaveBeenCalledTimes(2);
    await enter('Box.example');
    expect(onAnalyze).toHaveBeenLastCalledWith(
      { kind: 'sample', id: 'spoof' },
      { kind: 'domain', domain: 'box.example' },
    );
  });

  it.each(['empty', 'no-mail', 'unreadable', 'too-large', 'outlook-file', 'no-answer', 'no-sample'] as const)(
    'a failure is told with its code and the next step: %s',
    async (code) => {
      const { page, button } = draw({ onAnalyze: () => Promise.resolve({ ok: false, code }) });
      await press(button('ui_analyze_sample_author'));
      const said = page.querySelector('[role=status] .refused')?.textContent;
      expect(said).toContain(words(`ui_analyze_failed_${code.replaceAll('-', '_')}`));
      expect(said).toContain(`analyze-${code}`);
      expect(page.querySelector('.panel')).toBeNull();
    },
  );

  it('of two the later counts, whichever is done first', async () => {
    const ends: ((found: Analyzed) => void)[] = [];
    const { page, button } = draw({ onAnalyze: () => new Promise((end) => ends.push(end)) });
    await press(button('ui_analyze_sample_author'));
    await choose(page, 'gmail');
    await act(async () => ends[1]?.({ ok: false, code: 'empty' }));
    await act(async () => ends[0]?.(FOUND));
    await settle();
    expect(page.querySelector('.panel')).toBeNull();
    expect(page.querySelector('.refused')).not.toBeNull();
  });

  it('"this verdict is wrong" says what is saved, then saves it', async () => {
    const onWrong = vi.fn(() => false);
    const { page, button } = draw({ onWrong });
    expect(page.querySelector('.wrong')).toBeNull();
    await press(button('ui_analyze_sample_author'));
    expect(page.querySelector('.wrong')?.textContent).toContain(words('ui_wrong_what'));
    await press(button('ui_wrong_save'));
    expect(onWrong).toHaveBeenCalledOnce();
    await settle();
    expect(page.querySelector('.wrong')?.textContent).toContain(words('ui_wrong_gone'));
  });
});
