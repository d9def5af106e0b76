// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { pageScheme } from './page-scheme';

it.each([
  ['white', ['rgb(255, 255, 255)'], 'light'],
  ['black', ['rgb(0, 0, 0)'], 'dark'],
  ['a dark theme', ['rgb(33, 38, 45)'], 'dark'],
  ['yellow', ['rgb(255, 255, 0)'], 'light'],
  ['the nearest one that is there', ['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)', 'rgb(33, 38, 45)'], 'dark'],
  ['a see-through veil does not count', ['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0.2)'], 'light'],
  ['none', ['rgba(0, 0, 0, 0)'], null],
  ['a notation not known here', ['color(display-p3 0 0 0)'], null],
])('%s', (_, backgrounds, scheme) => {
  document.body.replaceChildren();
  let inner: HTMLElement = document.body;
  for (const background of backgrounds) {
    const box = document.createElement('div');
    box.style.backgroundColor = background;
    inner.append(box);
    inner = box;
  }
  expect(pageScheme(inner)).toBe(scheme);
});
