// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { Popup, type PopupProps, type Situation } from './Popup';
import { ALARM_SHAPE, SEAL_SHAPES, SHAPES } from './shapes';
import { judged, report, shippedWords } from './testing/report';

const words = shippedWords('en');

function draw(situation: Situation, props: Partial<PopupProps> = {}): HTMLElement {
  const page = document.createElement('div');
  document.body.replaceChildren(page);
  const rest = {
    onSwitchOn: () => {},
    onOptions: () => {},
    onAnalyze: () => {},
    onWrong: async () => true,
    onLookUp: () => new Promise<never>(() => {}),
    onConfirmRelay: () => {},
    onCopy: () => {},
  };
  act(() => render(<Popup situation={situation} words={words} {...rest} {...props} />, page));
  return page;
}

const press = (element: Element | undefined | null): void => void act(() => (element as HTMLElement).click());
const paths = (row: Element): readonly (string | null)[] =>
  [...row.querySelectorAll('path')].map((path) => path.getAttribute('d'));
const TWO = [
  judged(),
  judged({
    key: '2',
    state: 'open',
    alarm: true,
    seal: null,
    sentence: 'Arrived without encryption',
    subject: null,
    sender: { name: null, address: null },
  }),
];

describe('Popup', () => {
  it('"this verdict is wrong": of the mail that is shown, once its sender was judged', async () => {
    const onWrong = vi.fn(async () => false);
    const page = draw({ kind: 'mails', mails: [judged({ key: 'k' })] }, { onWrong });
    press(page.querySelector('.wrong button'));
    await act(async () => void (await Promise.resolve()));
    expect(onWrong).toHaveBeenCalledExactlyOnceWith('k');
    expect(page.querySelector('.wrong [role=status]')?.textContent).toBe(words('ui_wrong_gone'));
    const open = judged({ report: report({ sender: null, proof: null }) });
    expect(draw({ kind: 'mails', mails: [open] }).querySelector('.wrong')).toBeNull();
  });

  it.each<[Situation, string]>([
    [{ kind: 'loading' }, 'ui_popup_loading'],
    [{ kind: 'unsupported', host: null }, 'ui_popup_no_page'],
    [{ kind: 'unsupported', host: 'mail.example.org' }, 'ui_popup_unsupported'],
    [{ kind: 'off', host: 'mail.example.org' }, 'ui_popup_off_next'],
    [{ kind: 'reload', host: 'mail.example.org' }, 'ui_popup_reload'],
    [{ kind: 'mails', mails: [] }, 'ui_popup_empty'],
  ])('says what $kind means', (situation, key) => {
    const page = draw(situation);
    expect(page.textContent).toContain(words(key));
    expect(page.textContent).not.toContain('ui_popup');
  });

  it.each<Situation['kind']>(['unsupported', 'off'])('%s: switches on in the click itself', (kind) => {
    const onSwitchOn = vi.fn();
    const page = draw({ kind, host: 'mail.example.org' } as Situation, { onSwitchOn });
    press(page.querySelector('.notice button'));
    expect(onSwitchOn).toHaveBeenCalledExactlyOnceWith('mail.example.org');
  });

  it('opens the options', () => {
    const onOptions = vi.fn();
    const onAnalyze = vi.fn();
    const [analyze, options] = draw({ kind: 'loading' }, { onOptions, onAnalyze }).querySelectorAll('.bar button');
    press(analyze);
    expect(onAnalyze).toHaveBeenCalledOnce();
    press(options);
    expect(onOptions).toHaveBeenCalledOnce();
  });

  it('lists every mail with lock, seal, sender, subject and both sentences', () => {
    const rows = [...draw({ kind: 'mails', mails: TWO }).querySelectorAll('li button')];
    expect(rows.map(paths)).toEqual([
      [SHAPES.closed, SEAL_SHAPES.whole],
      [SHAPES.open, ALARM_SHAPE],
    ]);
    expect(rows[0]?.textContent).toBe('AnnaMinutesEncrypted on the last legFrom a.example, shown by its own signature');
    expect(rows[1]?.textContent).toBe('(no sender)(no subject)Arrived without encryption');
  });

  it('shows the chosen mail, and gives the focus back to its row', () => {
    const page = draw({ kind: 'mails', mails: TWO });
    press(page.querySelectorAll('li button')[1]);
    expect(page.querySelector('.panel h2')?.textContent).toBe('Arrived without encryption');
    expect(document.activeElement?.className).toContain('back');
    press(document.activeElement);
    expect(page.querySelector('.panel')).toBeNull();
    expect(document.activeElement).toBe(page.querySelectorAll('li button')[1]);
  });

  it('shows the only mail at once', () => {
    expect(draw({ kind: 'mails', mails: [judged()] }).querySelector('.panel')).not.toBeNull();
  });

  it('tells two frames with the same mail apart', () => {
    const page = draw({ kind: 'mails', mails: [judged(), judged({ sentence: 'The other frame' })] });
    press(page.querySelectorAll('li button')[1]);
    expect(page.querySelector('.panel h2')?.textContent).toBe('The other frame');
  });

  it('leads to the options where lookups are off', () => {
    const onOptions = vi.fn();
    const unasked = judged({
      report: report({ sender: { seal: 'dotted', code: 'not-asked', params: {} } }),
    });
    const page = draw({ kind: 'mails', mails: [unasked] }, { onOptions });
    press(page.querySelector('.lookups-off button'));
    expect(onOptions).toHaveBeenCalledOnce();
  });

  it('goes back to the list if the chosen mail was closed', () => {
    const page = draw({ kind: 'mails', mails: [...TWO, judged({ key: '3' })] });
    press(page.querySelectorAll('li button')[2]);
    act(() =>
      render(
        <Popup
          situation={{ kind: 'mails', mails: TWO }}
          words={words}
          onSwitchOn={() => {}}
          onOptions={() => {}}
          onAnalyze={() => {}}
          onWrong={async () => true}
          onLookUp={() => new Promise(() => {})}
          onConfirmRelay={() => {}}
          onCopy={() => {}}
        />,
        page,
      ),
    );
    expect(page.querySelectorAll('li button')).toHaveLength(2);
  });
});
