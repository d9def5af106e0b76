import { expect, it } from 'vitest';
import type { Webmail } from '../webmail';
import { enlist, registry } from './registry';

it('is one for all scripts of a frame, and lists a webmail once', () => {
  const one = { id: 'one' } as Webmail;
  const newer = { id: 'one' } as Webmail;
  enlist(one);
  enlist({ id: 'two' } as Webmail);
  enlist(newer);
  expect(registry().webmails.map(({ id }) => id)).toEqual(['one', 'two']);
  expect(registry().webmails[0]).toBe(newer);
  expect(registry()).toBe(registry());
});
