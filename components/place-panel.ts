/** Where the panel stands in the window, in CSS pixels. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly maxHeight: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

const WIDTH = 460;
const MARGIN = 8;
/** A panel lower than this is no use: then it takes the whole height instead of the room beside the mark. */
const USEFUL_HEIGHT = 320;

/** Below the mark if there is room, else over the whole height; never outside the window. */
export function placePanel(mark: Box, view: { readonly width: number; readonly height: number }): Place {
  const width = Math.min(WIDTH, view.width - 2 * MARGIN);
  const left = Math.max(MARGIN, Math.min(mark.left, view.width - width - MARGIN));
  const below = view.height - mark.bottom - 2 * MARGIN;
  if (below >= USEFUL_HEIGHT) return { left, top: mark.bottom + MARGIN, width, maxHeight: below };
  return { left, top: MARGIN, width, maxHeight: view.height - 2 * MARGIN };
}
