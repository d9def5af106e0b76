import type { DeliveredMail } from '../stack/stack.ts';
import type { Surface } from './drivers/browser.ts';
import { until } from './drivers/until.ts';

/** A mark as a person meets it: the button in its closed root. */
export const MARK = 'hoplock-mark >>> button.mark';
export const PANEL = 'hoplock-panel >>> [role="dialog"]';

export interface SeenMark {
  readonly state: string;
  /** The seal beside the lock; empty where none is drawn. */
  readonly seal: string;
  /** Its words on the screen. */
  readonly label: string;
  /** What a screen reader says. */
  readonly name: string;
  readonly tooltip: string;
  readonly alarm: boolean;
  readonly expanded: boolean;
  readonly language: string;
}

/** What a frame shows at one moment: the mail and its marks, read together. */
export interface Sight {
  readonly uid: string | null;
  readonly marks: readonly SeenMark[];
  /** Elements of ours in the page, drawn or not. */
  readonly hosts: number;
}

/** Hidden marks (only warnings are wanted, and this is none) do not count as marks. */
export function sight(surface: Surface): Promise<Sight> {
  return surface.look(MARK, (found) => ({
    uid: new URLSearchParams(location.search).get('_uid'),
    hosts: document.querySelectorAll('hoplock-mark').length,
    marks: found
      .filter((mark) => mark.getBoundingClientRect().width > 0)
      .map((mark) => ({
        state: mark.getAttribute('data-state') ?? '',
        seal: mark.getAttribute('data-seal') ?? '',
        label: mark.textContent ?? '',
        name: mark.getAttribute('aria-label') ?? '',
        tooltip: mark.getAttribute('title') ?? '',
        alarm: mark.classList.contains('alarm'),
        expanded: mark.getAttribute('aria-expanded') === 'true',
        language: mark.getAttribute('lang') ?? '',
      })),
  }));
}

/** The one mark of a mail, once the frame shows that mail and the mark has come to its verdicts. */
export async function markOf(surface: Surface, mail: Pick<DeliveredMail, 'uid'>): Promise<SeenMark> {
  let last: Sight | null = null;
  try {
    return await until(`the mark of mail ${mail.uid}`, async () => {
      last = await sight(surface);
      if (last.uid !== String(mail.uid) || last.marks.length !== 1) return null;
      const [mark] = last.marks;
      return mark!.state !== 'reading' && mark!.seal !== 'pending' && mark!;
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}; last seen: ${JSON.stringify(last)}`, { cause: error });
  }
}
