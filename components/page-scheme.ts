/** Backgrounds more see-through than this do not count: what lies under them is what the eye sees. */
const OPAQUE_ENOUGH = 0.5;

/**
 * The paper under an element: a webmail's dark theme follows its own switch, not the system's. Null where no ancestor has a
 * background of its own, or one in a notation other than rgb().
 */
export function pageScheme(element: Element): 'light' | 'dark' | null {
  const view = element.ownerDocument.defaultView;
  for (let at: Element | null = element; at !== null && view !== null; at = at.parentElement) {
    const scheme = colourScheme(view.getComputedStyle(at).backgroundColor);
    if (scheme !== null) return scheme;
  }
  return null;
}

/** Browsers compute colours to `rgb(1, 2, 3)` or `rgba(1, 2, 3, 0.5)`. No expression: to compile one costs Firefox more than all of this. */
function colourScheme(colour: string): 'light' | 'dark' | null {
  if (!colour.startsWith('rgb')) return null;
  const numbers = colour.slice(colour.indexOf('(') + 1, -1).split(',');
  const [red, green, blue, alpha = 1] = numbers.map(Number);
  if (red === undefined || green === undefined || blue === undefined || !(alpha > OPAQUE_ENOUGH)) return null;
  // Perceived brightness, 0–255 (ITU-R BT.601 weights): good enough to choose between two papers.
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? 'dark' : 'light';
}
