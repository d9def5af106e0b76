import { describe, expect, it } from 'vitest';
import { ALARM_SHAPE, INKS, OUTCOME_SHAPES, SHAPES } from './shapes';

/** Papers that inks lie on: the mark's and the panel's, plain and raised, in light and dark; tints are checked by axe in the gallery. */
const PAPERS = { light: ['#ffffff', '#f4f5f8'], dark: ['#191d25', '#171b22', '#20262f'] } as const;

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const SIDE = 16;

/** Which of the 16 × 16 pixels a path fills, by the even-odd rule, at their middles: enough to compare outlines. */
function raster(path: string): string {
  const polygons = flatten(path);
  let picture = '';
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) picture += inside(polygons, x + 0.5, y + 0.5) ? '#' : '.';
  }
  return picture;
}

type Point = readonly [number, number];

function inside(polygons: readonly (readonly Point[])[], x: number, y: number): boolean {
  let crossings = 0;
  for (const polygon of polygons) {
    for (const [at, [x1, y1]] of polygon.entries()) {
      const [x2, y2] = polygon[(at + 1) % polygon.length] ?? [x1, y1];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) crossings++;
    }
  }
  return crossings % 2 === 1;
}

/** Absolute and relative M L H V A Z; arcs as their chords with one point on the bow. */
function flatten(path: string): readonly (readonly Point[])[] {
  const tokens = path.match(/[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)/g) ?? [];
  const polygons: Point[][] = [];
  let current: Point[] = [];
  let [x, y] = [0, 0];
  let command = '';
  let at = 0;
  const next = (): number => Number(tokens[at++]);
  const go = (toX: number, toY: number): void => {
    [x, y] = [toX, toY];
    current.push([x, y]);
  };
  while (at < tokens.length) {
    if (/[a-zA-Z]/.test(tokens[at] ?? '')) command = tokens[at++] ?? '';
    const relative = command === command.toLowerCase();
    const [baseX, baseY] = relative ? [x, y] : [0, 0];
    switch (command.toUpperCase()) {
      case 'M':
        current = [];
        polygons.push(current);
        go(baseX + next(), baseY + next());
        command = relative ? 'l' : 'L';
        break;
      case 'L':
        go(baseX + next(), baseY + next());
        break;
      case 'H':
        go(baseX + next(), y);
        break;
      case 'V':
        go(x, baseY + next());
        break;
      case 'A': {
        const radius = next();
        at += 3;
        const sweep = next();
        const [fromX, fromY] = [x, y];
        const [toX, toY] = [baseX + next(), baseY + next()];
        const [dx, dy] = [toX - fromX, toY - fromY];
        const half = Math.hypot(dx, dy) / 2;
        const bow = radius - Math.sqrt(Math.max(radius * radius - half * half, 0));
        const side = sweep === 1 ? 1 : -1;
        go((fromX + toX) / 2 + (side * bow * dy) / (2 * half), (fromY + toY) / 2 - (side * bow * dx) / (2 * half));
        go(toX, toY);
        break;
      }
      default:
        break;
    }
  }
  return polygons;
}

describe('shapes', () => {
  const all = Object.entries({ ...SHAPES, alarm: ALARM_SHAPE });

  it.each(all)('%s stays inside its box and is well formed', (_, path) => {
    expect(path).toMatch(/^M[-0-9. MLHVAZmlhvaz]+Z$/);
    for (const point of flatten(path).flat(1)) {
      for (const value of point) expect(value).toBeGreaterThanOrEqual(-0.2);
      for (const value of point) expect(value).toBeLessThanOrEqual(16.2);
    }
  });

  it.each(all)('%s is no other shape in another colour: at least 18 of 256 pixels differ', (name, path) => {
    const own = raster(path);
    expect(own).toContain('#');
    for (const [other, otherPath] of all) {
      if (other === name) continue;
      const different = [...raster(otherPath)].filter((pixel, at) => pixel !== own[at]).length;
      expect(different, `${name} against ${other}`).toBeGreaterThanOrEqual(18);
    }
  });

  it('gives each outcome of a check a shape of its own', () => {
    expect(new Set(Object.values(OUTCOME_SHAPES).map(raster)).size).toBe(Object.keys(OUTCOME_SHAPES).length);
  });
});

describe('inks', () => {
  it.each(Object.entries(INKS))('%s reads at 4.5:1 on light and dark paper', (_, ink) => {
    for (const paper of PAPERS.light) expect(contrast(ink.light, paper)).toBeGreaterThanOrEqual(4.5);
    for (const paper of PAPERS.dark) expect(contrast(ink.dark, paper)).toBeGreaterThanOrEqual(4.5);
  });
});
