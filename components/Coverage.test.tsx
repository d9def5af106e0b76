// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { Coverage } from './Coverage';
import type { CoverageView } from './coverage-view';
import { shippedWords } from './testing/report';

const words = shippedWords('en');
const BODY = 46;

function draw(part: Partial<CoverageView> = {}): SVGElement {
  const view: CoverageView = {
    ...{ lines: [], rest: 0, body: 1, appendable: false, headHolds: true, bodyChanged: false },
    ...{ label: 'in words', facts: [] },
    ...part,
  };
  const page = document.createElement('div');
  act(() => render(<Coverage view={view} words={words} />, page));
  return page.querySelector('.mini') as SVGElement;
}

const height = (picture: Element, selector: string): number =>
  Number(picture.querySelector(selector)?.getAttribute('height') ?? 0);

describe('Coverage', () => {
  it('draws a line for each field, a plus where one could be added, and says it in words', () => {
    const picture = draw({
      lines: [
        { state: 'signed', addable: false, length: 4 },
        { state: 'open', addable: true, length: 7 },
        { state: 'other', addable: false, length: 8 },
      ],
      body: null,
    });
    const drawn = [...picture.querySelectorAll('rect, path')].map((one) => one.getAttribute('class'));
    expect(drawn).toEqual(['paper', 'signed', 'open', 'plus', 'other', 'unread']);
    expect([picture.getAttribute('role'), picture.getAttribute('aria-label')]).toEqual(['img', 'in words']);
  });

  it.each([
    [1, false, BODY, 0],
    [0, false, 0, BODY],
    [0.5, false, BODY / 2, BODY / 2],
    // A sliver is seen, whichever of the two it is.
    [0.000_1, false, 3, BODY - 3],
    [0.999_9, false, BODY - 3, 3],
    // All of it is signed, and more may follow.
    [1, true, BODY - 3, 3],
  ])('of a body signed to %f, to be added to: %s, fills %f and hatches %f', (body, appendable, filled, hatched) => {
    const picture = draw({ body, appendable });
    expect(height(picture, '.signed')).toBeCloseTo(filled);
    expect(height(picture, 'svg')).toBeCloseTo(hatched);
  });

  it('crosses out a body that is not the one that was signed', () => {
    const picture = draw({ bodyChanged: true });
    expect(picture.querySelector('.signed')).toBeNull();
    expect(picture.querySelector('.changed')).not.toBeNull();
  });

  it('shows that there are more fields than are drawn', () => {
    expect(draw({ rest: 3 }).querySelector('.rest')).not.toBeNull();
    expect(draw().querySelector('.rest')).toBeNull();
  });
});
