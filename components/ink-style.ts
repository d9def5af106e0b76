import type { Ink } from './shapes';

/** Hands an ink to the style sheets as `--ink`; `light-dark()` takes the one that suits the paper. */
export function inkStyle(ink: Ink): Readonly<Record<'--ink', string>> {
  return { '--ink': `light-dark(${ink.light}, ${ink.dark})` };
}
