import type { JSX } from 'preact';
import { SHAPE_SIZE } from './shapes';

/** Draws one path in the colour of the text around it; the words beside it say the same, so readers of the screen skip it. */
export function Shape({ path, size }: { readonly path: string; readonly size: number }): JSX.Element {
  return (
    <svg class="shape" width={size} height={size} viewBox={`0 0 ${SHAPE_SIZE} ${SHAPE_SIZE}`} aria-hidden="true">
      <path d={path} fill="currentColor" fill-rule="evenodd" />
    </svg>
  );
}
