import { describe, expect, it } from 'vitest';
import { buildFacts } from '../../test/fixtures/build-facts';
import { checkedDomain, envelopeOf } from './envelope';
import type { Border, Leg, Stay } from './facts';
import { indexFields } from './rfc/dkim/header-data';
import { readFields } from './rfc/fields';

const PATH = 'Return-Path: <a@sender.example>';
const LINE = 'Received: from x';

interface Given {
  /** Field lines; the block ends where the border's line stands. */
  readonly lines?: readonly string[];
  readonly border?: Partial<Border>;
  readonly legs?: readonly Partial<Leg>[];
  readonly stay?: Stay;
  readonly ip?: string | null;
}

function envelope({ lines = [PATH, LINE], border, legs, stay = 'came-in', ip = '203.0.113.10' }: Given) {
  const from = { helo: 'helo.example', rdns: null, ip, confirmed: false };
  const facts = buildFacts({
    hops: [{ from }, { from: { ...from, ip: '198.51.100.1' } }],
    ...(border === undefined ? {} : { border }),
    ...(legs === undefined ? {} : { legs }),
  });
  const index = indexFields(readFields(`${lines.join('\r\n')}\r\n\r\n`).fields);
  return envelopeOf(index, facts.hops, facts.legs, facts.border, stay, lines.indexOf(LINE), (host) =>
    host.endsWith('own.example'),
  );
}

describe('the envelope', () => {
  it.each<[string, Given, object]>([
    [
      'of the border',
      {},
      {
        known: true,
        hop: 0,
        ip: '203.0.113.10',
        helo: 'helo.example',
        sender: 'a@sender.example',
        field: 0,
        rewritten: false,
      },
    ],
    [
      'of a list at the provider',
      { lines: ['Return-Path: <bounces@lists.own.example>', LINE] },
      { known: true, sender: 'bounces@lists.own.example', rewritten: true },
    ],
    ['of nobody', { lines: ['Return-Path: <>', LINE] }, { known: true, sender: '', rewritten: false }],
    ['of the entry into a gateway', { border: { perimeter: 1 } }, { known: true, hop: 1, ip: '198.51.100.1' }],
    [
      'with no brackets, as Exchange writes',
      { lines: ['Return-Path: a@sender.example', LINE] },
      { sender: 'a@sender.example' },
    ],
    ['of a bounce', { lines: ['Return-Path: <>', LINE] }, { known: true, sender: '' }],
    ['of a bounce in Postfix’s words', { lines: ['Return-Path: MAILER-DAEMON', LINE] }, { known: true, sender: '' }],
    ['of a name alone', { lines: ['Return-Path: <root>', LINE] }, { known: true, sender: 'root' }],
    ['with octets of UTF-8', { lines: ['Return-Path: <a@b\xc3\xbccher.example>', LINE] }, { known: true }],
    ['that cannot be read', { lines: ['Return-Path: <a@b> (c)', LINE] }, { known: false, why: 'no-return-path' }],
    ['that is empty', { lines: ['Return-Path:', LINE] }, { known: true, sender: '' }],
    ['without a Return-Path', { lines: [LINE] }, { known: false, why: 'no-return-path' }],
    ['with one below the border', { lines: [LINE, PATH] }, { known: false, why: 'no-return-path' }],
    [
      'with one above and one below',
      { lines: [PATH, LINE, 'Return-Path: <x@evil.test>'] },
      { sender: 'a@sender.example' },
    ],
    ['with two above', { lines: [PATH, PATH, LINE] }, { known: false, why: 'several-return-paths' }],
    ['without a border', { border: { hop: null, kind: 'none' } }, { known: false, why: 'no-border' }],
    ['behind a step that is assumed', { border: { kind: 'assumed' } }, { known: false, why: 'border-assumed' }],
    ['without an address', { ip: null }, { known: false, why: 'no-address' }],
    ['of a private address', { legs: [{ reach: 'private' }] }, { known: false, why: 'no-address' }],
    ['of loopback', { legs: [{ reach: 'loopback' }] }, { known: false, why: 'no-address' }],
    ['of what was handed in', { stay: 'handed-in' }, { known: false, why: 'handed-in' }],
    ['of what never left', { stay: 'stayed' }, { known: false, why: 'handed-in' }],
  ])('%s', (_, given, expected) => {
    expect(envelope(given)).toMatchObject(expected);
  });
});

it.each([
  ['a@Sender.example', 'helo.example', 'sender.example'],
  ['"a@b"@sender.example', 'helo.example', 'sender.example'],
  ['a@b\xc3\xbccher.example', 'helo.example', 'xn--bcher-kva.example'],
  ['', 'Helo.example', 'helo.example'],
  ['', '[203.0.113.10]', null],
  ['', '', null],
])('SPF is asked of %j, HELO %j: %s', (sender, helo, domain) => {
  expect(checkedDomain({ sender, helo })).toBe(domain);
});
