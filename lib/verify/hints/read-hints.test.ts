import { describe, expect, it } from 'vitest';
import { organisations } from '../organisation';
import { toOctets } from '../rfc/octets';
import { readHints } from './read-hints';
import type { Hints, HintSource } from './read-hints';

const READER = { local: 'reader', host: 'example.net' };
const plain: HintSource = {
  author: { name: 'Larkfield', local: 'post', host: 'larkfield.example' },
  subject: 'Opening hours',
  to: [READER],
  cc: [],
  replyTo: [],
  fields: ['from', 'to', 'subject', 'date'],
  contentType: 'text/plain',
  body: toOctets('Hello.\r\n'),
  unsubscribe: [],
  unsubscribePost: [],
  signatures: [{ aligned: true, fields: ['from', 'to', 'cc', 'subject'] }],
  reader: [READER],
};
const nothing: Hints = {
  claimsInName: [],
  claimsInSubject: [],
  otherInName: null,
  publicMailbox: false,
  replyElsewhere: null,
  replay: null,
  oneClick: { code: 'no-unsubscribe', uri: null },
  protection: null,
  dkim2: [],
};
const URI = 'https://larkfield.example/u';
const BOB = { local: 'bob', host: 'example.org' };

it('has nothing to say of a plain mail', () => {
  expect(readHints(plain, organisations())).toEqual(nothing);
});

describe('each hint', () => {
  it.each<[string, Partial<HintSource>, Partial<Hints>]>([
    [
      'claims in the name',
      { author: { name: 'Bank ✅', local: 'post', host: 'larkfield.example' } },
      { claimsInName: [{ code: 'tick', seen: '✅', start: 5, end: 6 }] },
    ],
    [
      'claims in the subject',
      { subject: 'Verified' },
      { claimsInSubject: [{ code: 'word', seen: 'Verified', start: 0, end: 8 }] },
    ],
    [
      'another in the name',
      { author: { name: 'bank.example', local: 'post', host: 'larkfield.example' } },
      { otherInName: { code: 'other-domain', shown: 'bank.example', domain: 'bank.example' } },
    ],
    ['a public mailbox', { author: { name: null, local: 'ann', host: 'gmail.com' } }, { publicMailbox: true }],
    [
      'a reply elsewhere',
      { replyTo: ['evil.example'] },
      { replyElsewhere: { code: 'reply-elsewhere', domain: 'evil.example' } },
    ],
    ['a replay', { to: [BOB] }, { replay: { code: 'not-to-reader' } }],
    [
      'no replay without an aligned signature',
      { to: [BOB], signatures: [{ aligned: false, fields: ['from', 'to'] }] },
      {},
    ],
    ['no replay without a signature', { to: [BOB], signatures: [] }, {}],
    ['no replay through a list', { to: [BOB], fields: ['from', 'list-id'] }, {}],
    [
      'no replay if one signature is for the reader',
      {
        signatures: [
          { aligned: true, fields: ['from'] },
          { aligned: true, fields: ['from', 'to'] },
        ],
      },
      {},
    ],
    [
      'one click, whoever signed it',
      {
        unsubscribe: [`<${URI}>`],
        unsubscribePost: ['List-Unsubscribe=One-Click'],
        signatures: [{ aligned: false, fields: ['list-unsubscribe', 'list-unsubscribe-post'] }],
      },
      { oneClick: { code: 'one-click', uri: URI } },
    ],
    [
      'protected content',
      { contentType: 'application/pkcs7-mime; smime-type=enveloped-data' },
      { protection: 'smime-encrypted' },
    ],
    ['DKIM2', { fields: ['dkim2-signature'] }, { dkim2: ['dkim2-signature'] }],
    ['no author', { author: null, replyTo: ['evil.example'] }, {}],
    [
      'nothing known',
      { author: null, subject: null, contentType: null, body: null, to: [], fields: [], reader: [] },
      {},
    ],
  ])('%s', (_, some, expected) => {
    expect(readHints({ ...plain, ...some }, organisations())).toEqual({ ...nothing, ...expected });
  });
});
