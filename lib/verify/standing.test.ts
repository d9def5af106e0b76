import { describe, expect, it } from 'vitest';
import { findBorder } from './border';
import { digest } from './digest';
import { layGround } from './ground';
import { legOf } from './leg';
import type { Receiver } from './message';
import { organisations } from './organisation';
import { standingOf } from './standing';

const NOBODY: Receiver = {
  mailbox: null,
  preset: null,
  names: [],
  networks: [],
  gateways: [],
  learned: [],
  folder: null,
  sealers: [],
  vouched: true,
};

const line = (from: string, ip: string, by: string): string =>
  `Received: from ${from} (${from} [${ip}])\r\n\tby ${by} (Postfix) with ESMTPS id 4dl0\r\n\tfor <x@box.example>; Mon, 5 Jan 2026 10:00:00 +0000 (UTC)\r\n`;

const AR = 'Authentication-Results: x; none\r\n';
const LOCAL = line('localhost', '127.0.0.1', 'mx.box.example');
const BORDER = line('mx.sender.example', '203.0.113.9', 'mx.box.example');
const PROXIED = line('proxy', '172.18.0.2', 'mx.box.example');
const MICROSOFTS =
  'Received: from mx.sender.example (203.0.113.9) by\r\n AB1EUR02FT001.mail.protection.outlook.com (10.152.1.1) with Microsoft SMTP Server\r\n (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.1.1; Mon, 5 Jan 2026 10:00:00 +0000\r\n';

function standing(head: string, receiver: Partial<Receiver>) {
  const whole: Receiver = { ...NOBODY, ...receiver };
  const { hops } = digest(head, whole, 'exact');
  const ground = layGround(whole, null, organisations());
  return standingOf(hops, findBorder(hops, hops.map(legOf), ground), ground);
}

describe('the provider’s own block ends', () => {
  it.each<[what: string, head: string, receiver: Partial<Receiver>, block: number]>([
    ['at the border', AR + BORDER, { mailbox: 'box.example' }, 1],
    ['at the border behind its own lines', AR + LOCAL + AR + BORDER + AR, { mailbox: 'box.example' }, 3],
    ['before it begins, where nobody knows whose the lines are', AR + BORDER, {}, 0],
    ['where the walk only assumed', AR + PROXIED + AR + BORDER, { mailbox: 'box.example' }, 1],
    ['at the last line, where none is from outside', AR + LOCAL + LOCAL, { mailbox: 'box.example' }, 2],
    ['nowhere without lines', AR, { mailbox: 'box.example' }, 0],
  ])('%s', (_, head, receiver, block) => {
    expect(standing(head, receiver).block).toBe(block);
  });
});

describe('the provider’s ids are', () => {
  it.each<[what: string, head: string, receiver: Partial<Receiver>, ids: readonly string[]]>([
    [
      'its hosts, their domain, the mailbox’s',
      BORDER,
      { mailbox: 'reader.example', learned: ['mx.box.example'] },
      ['reader.example', 'mx.box.example', 'box.example'],
    ],
    ['what the reader typed', BORDER, { names: ['box.example'] }, ['box.example', 'mx.box.example']],
    [
      'what its file says',
      MICROSOFTS,
      { preset: 'microsoft' },
      ['spf.protection.outlook.com', 'mx.microsoft.com', 'protection.outlook.com'],
    ],
  ])('%s', (_, head, receiver, ids) => {
    expect(standing(head, receiver).ids).toEqual(ids);
  });
});

describe('Microsoft’s border is', () => {
  it('where its line took the mail from outside, in a mailbox of its own', () => {
    expect(standing(MICROSOFTS, { preset: 'microsoft' }).microsoft).toBe(true);
    expect(standing(MICROSOFTS, { mailbox: 'box.example' }).microsoft).toBe(false);
    expect(standing(BORDER, { preset: 'microsoft' }).microsoft).toBe(false);
  });
});
