import { expect, it } from 'vitest';
import { mailingList } from './mailing-list';
import { indexFields } from './rfc/dkim/header-data';
import { readFields } from './rfc/fields';

it.each([
  ['no list', 'From: a@b.example', false, null],
  ['members may post', 'From: a\r\nList-Id: <l.example>\r\nList-Post: <mailto:l@l.example>', false, 2],
  ['nobody may post', 'List-Id: <l.example>\r\nList-Post: NO (announcements)', false, null],
  ['nobody may post, folded', 'List-Post:\r\n no', false, null],
  ['an address that begins so', 'List-Post: nobody@l.example', false, 0],
  ['a newsletter', 'List-Id: <l.example>\r\nList-Unsubscribe: <https://l.example/u>', false, null],
  ['passed on by somebody', 'From: a\r\nList-Id: <l.example>', true, 1],
  ['Mailman', 'X-BeenThere: l@l.example\r\nList-Id: <l.example>', false, 0],
  ['vger', 'Precedence: bulk\r\nList-Id: <l.example>\r\nX-Mailing-List: l@l.example', false, 2],
  ['ezmlm', 'Mailing-List: contact l-help@l.example; run by ezmlm', false, 0],
  ['passed on, and no list', 'From: a', true, null],
])('%s', (_, head, passedOn, expected) => {
  expect(mailingList(indexFields(readFields(`${head}\r\n\r\n`).fields), passedOn)).toBe(expected);
});
