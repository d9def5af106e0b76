/**
 * Draws the extension's own icons, public/icon/*.png, from the mark's shapes: `node scripts/icons.ts`. Run it when a shape
 * changes; the files are kept in the repository. Needs Chromium (CHROMIUM names another than /usr/bin/chromium).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { launch } from 'puppeteer-core';
import { SHAPES, SHAPE_SIZE } from '../components/shapes.ts';

const SIZES = [16, 32, 48, 128];
const OUT = new URL('../public/icon/', import.meta.url);

/** A light lock on a dark plate. A verdict is a coloured shape on a light plate, so this is never taken for one. */
const PLATE = '#22405f';
const INK = '#ffffff';

const browser = await launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage();
  mkdirSync(OUT, { recursive: true });
  for (const size of SIZES) {
    const url = await page.evaluate(draw, size, SHAPES.closed, SHAPE_SIZE, PLATE, INK);
    writeFileSync(new URL(`${size}.png`, OUT), Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  }
} finally {
  await browser.close();
}

/** Runs in the browser: its source travels, so it sees nothing outside. */
function draw(size: number, path: string, box: number, plate: string, ink: string): string {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.fillStyle = plate;
  context.beginPath();
  context.roundRect(0, 0, size, size, size / 5);
  context.fill();
  // small icons need their room: the margin grows with the size
  const margin = size < 32 ? 2 : size / 6;
  const scale = (size - 2 * margin) / box;
  context.setTransform(scale, 0, 0, scale, margin, margin);
  context.fillStyle = ink;
  context.fill(new Path2D(path), 'evenodd');
  return canvas.toDataURL('image/png');
}
