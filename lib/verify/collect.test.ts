import { describe, expect, it } from 'vitest';
import { collect } from './collect';
import { digest } from './digest';
import type { Receiver } from './message';
import { offline, recording, replay, type Asked } from './world';

const receiver: Receiver = {
  mailbox: 'example.com',
  preset: null,
  names: [],
  networks: [],
  gateways: [],
  learned: [],
  folder: null,
  sealers: [],
  vouched: true,
};
const DATE = 'Mon, 5 Jan 2026 10:00:0';

function line(by: string, client: string, second: number): string {
  return `Received: from ${client} by ${by} (Postfix) with ESMTP id 1; ${DATE}${second} +0000\r\n`;
}

async function ask(
  head: string,
  given: Partial<Receiver> = {},
): Promise<{ facts: Awaited<ReturnType<typeof collect>>; asked: Asked[] }> {
  const asked: Asked[] = [];
  const facts = await collect(digest(`${head}\r\n`, { ...receiver, ...given }, 'exact'), recording(offline(7), asked));
  return { facts, asked };
}

describe('questions', () => {
  const known = line('mx.example.com', 'a.sender.example (a.sender.example [203.0.113.1])', 1);
  const foreign = line('mx.hoster.example', 'a.sender.example (a.sender.example [203.0.113.1])', 1);
  const gateway = line('mx.example.com', 'eu.mimecast.com (eu.mimecast.com [198.51.100.3])', 1);

  it.each([
    ['the mailbox’s own server: nothing is asked', known, {}, []],
    ['nobody’s server: the mailbox’s MX', foreign, {}, ['example.com MX']],
    ['a known gateway: the MX as well', gateway, {}, ['example.com MX']],
    ['no mailbox: nobody to ask about', foreign, { mailbox: null }, []],
    ['no lines: nothing to find out', '', {}, []],
    ['a named provider', foreign, { names: ['hoster.example'] }, []],
  ])('%s', async (_, head, given, expected) => {
    const { asked } = await ask(head, given);
    expect(asked.map(({ name, type }) => `${name} ${type}`)).toEqual(expected);
  });

  it('takes the answer from a recorded list', async () => {
    const asked: Asked[] = [
      { name: 'example.com', type: 'MX', answer: { ok: true, value: ['10 mx.hoster.example.'], dnssec: 'unknown' } },
    ];
    const facts = await collect(digest(`${foreign}\r\n`, receiver, 'exact'), replay(asked, 0));
    expect(facts.border).toMatchObject({ hop: 0, kind: 'shown', provider: { name: 'hoster.example', known: 'mx' } });
  });
});

describe('facts', () => {
  const two =
    line('mx.example.com', 'relay.list.example (relay.list.example [203.0.113.1])', 5) +
    line('relay.list.example', 'out.sender.example (out.sender.example [203.0.113.2])', 9);

  it('holds delays, organisations and sources of each line', async () => {
    const { facts } = await ask(two);
    expect(facts.delays).toEqual([-4, null]);
    expect(facts.organisations).toEqual(['example.com', 'list.example']);
    expect(facts.sources).toEqual(['list.example', 'sender.example']);
    expect(facts.collectedAt).toBe(7);
  });

  it('takes no device at a customer’s line for an organisation', async () => {
    const { facts } = await ask(line('mx.example.com', 'laptop (cable-7.isp.example [203.0.113.1])', 5));
    expect(facts.sources).toEqual([null]);
  });
});

describe('imitations', () => {
  const entry = (client: string) => line('mx.example.com', client, 5);
  it.each([
    ['another’s name', entry('a.sender.example (a.sender.example [203.0.113.1])'), {}, []],
    ['our name in the HELO', entry('mx.example.com (unknown [203.0.113.1])'), {}, ['0 helo']],
    ['a look-alike', entry('mx.evilexample.com (unknown [203.0.113.1])'), {}, []],
    ['our own machine, confirmed', entry('web.example.com (web.example.com [203.0.113.1])'), {}, []],
    [
      'our name right below',
      entry('a (unknown [203.0.113.1])') + line('mx.example.com', 'b (unknown [203.0.113.2])', 1),
      {},
      ['1 by'],
    ],
    [
      'our name further down, as a list returns it',
      entry('l.list.example (l.list.example [203.0.113.1])') +
        line('l.list.example', 'mx.example.com (mx.example.com [203.0.113.3])', 1) +
        line('mx.example.com', 'b (unknown [203.0.113.2])', 1),
      {},
      [],
    ],
  ])('%s', async (_, head, given, expected) => {
    const { facts } = await ask(head, given);
    expect(facts.imitations.map(({ hop, where }) => `${hop} ${where}`)).toEqual(expected);
  });

  it.each([
    ['154.72.77.42', ['helo']],
    // Another tenant's mail comes from Microsoft's own outbound network, under Microsoft's names.
    ['52.102.140.18', []],
  ])('a HELO of outlook.com from %s', async (ip, expected) => {
    const head =
      `Received: from x.outlook.com (${ip}) by A.mail.protection.outlook.com (10.1.1.1) with Microsoft SMTP Server ` +
      `(version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.1.1; ${DATE}1 +0000\r\n`;
    const { facts } = await ask(head, { mailbox: 'outlook.com' });
    expect(facts.imitations.map(({ where }) => where)).toEqual(expected);
  });
});
