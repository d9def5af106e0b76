import { expect, it } from 'vitest';
import { readFields } from './fields';
import { singularFields } from './singular-fields';

it.each<[head: string, places: Record<string, number[]>]>([
  ['', {}],
  ['Received: x\r\nReceived: y\r\n', {}],
  ['From: a@b.example\r\nSubject: x\r\n', { from: [0], subject: [1] }],
  ['FROM: a@b.example\r\nX: y\r\nfrom : c@d.example\r\n', { from: [0, 2] }],
  [
    'Content-Type: text/plain\r\ncontent-type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n',
    { 'content-type': [0, 1], 'content-transfer-encoding': [2] },
  ],
  ['From\r\nFromm: a@b.example\r\n', {}],
])('%j has %j', (head, places) => {
  expect(Object.fromEntries(singularFields(readFields(head).fields))).toEqual(places);
});
