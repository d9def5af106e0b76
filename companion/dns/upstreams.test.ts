import { connect as connectTcp } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import type { Server } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLab } from '../../test/dns/lab';
import type { Lab } from '../../test/dns/lab';
import { LARGE } from '../../test/dns/zones';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { dohWorld } from '../../lib/dns/doh-world';
import type { RecordType } from '../../lib/verify/world';
import { readOptions } from '../src/config/read-options';
import { startService } from '../src/service';
import { forwarder } from '../src/dns/forwarder';
import { makeUpstream } from '../src/dns/make-upstream';
import { readServer } from '../src/dns/read-server';
import { resolver } from '../src/dns/resolver';
import type { RecordData, Resolver } from '../src/dns/resolver';
import type { Upstream } from '../src/dns/upstream';

let lab: Lab;
let tls: Server;
const upstreams: Upstream[] = [];
beforeAll(async () => {
  lab = await startLab();
  // DNS over TLS is DNS over TCP inside (RFC 7858 3.3)
  tls = createServer({ key: lab.key, cert: lab.certificate, ALPNProtocols: ['dot'] }, (socket) => {
    const plain = connectTcp(lab.plain, '127.0.0.1');
    socket.on('error', () => plain.destroy());
    plain.on('error', () => socket.destroy());
    socket.pipe(plain).pipe(socket);
  });
  await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  for (const upstream of upstreams) upstream.close();
  tls?.close();
  await lab?.stop();
});

const WAYS = {
  udp: () => `udp://127.0.0.1:${lab.plain}`,
  tcp: () => `tcp://127.0.0.1:${lab.plain}`,
  tls: () => `tls://127.0.0.1:${(tls.address() as AddressInfo).port}`,
  'tls by name': () => `tls://127.0.0.1:${(tls.address() as AddressInfo).port}#localhost`,
  'https to Unbound': () => lab.urls.unbound,
  'https to BIND': () => lab.urls.bind,
  'https to dnsdist': () => lab.urls.dnsdist,
} as const;

function through(written: string, { validating = true, randomCase = true, trusted = true } = {}): Resolver {
  const server = readServer(written);
  if (!server) throw new Error(`no server: ${written}`);
  const upstream = makeUpstream(server, { randomCase, ca: trusted ? lab.certificate : undefined });
  upstreams.push(upstream);
  const made = forwarder({
    upstreams: [upstream],
    now: Date.now,
    validating,
    maxEntries: 1_000,
    maxOctets: 1_000_000,
    staleSeconds: 0,
    maxInFlight: 100,
  });
  return resolver(made, true);
}

describe.each(Object.keys(WAYS) as (keyof typeof WAYS)[])('by %s', (way) => {
  it.each<[string, keyof RecordData, object]>([
    ['nomail.lab.test', 'MX', { values: [{ preference: 0, exchange: '' }], dnssec: 'secure' }],
    ['lab.test', 'MX', { values: [{ exchange: 'mx.lab.test' }, { exchange: 'mx2.lab.test' }], dnssec: 'secure' }],
    ['large.lab.test', 'TXT', { values: [LARGE], dnssec: 'secure' }],
    ['octets.lab.test', 'TXT', { values: ['caf\xc3\xa9 \xff\0'] }],
    ['www.lab.test', 'AAAA', { values: ['2001:db8::25'], canonical: 'mx.lab.test', dnssec: 'secure' }],
    ['away.lab.test', 'A', { values: ['192.0.2.80'], dnssec: 'insecure' }],
    ['plain.test', 'TXT', { values: ['v=spf1 -all'], dnssec: 'insecure' }],
    ['mx.lab.test', 'TXT', { exists: true, values: [], dnssec: 'secure' }],
    ['_25._tcp.mx.lab.test', 'TLSA', { exists: false, values: [], dnssec: 'secure' }],
    ['changed.lab.test', 'A', { failure: 'bogus' }],
    // Unbound keeps that there is no key, and answers nothing without its check either
    ['bogus.test', 'TXT', { failure: expect.stringMatching(/^(?:bogus|servfail)$/) }],
    ['nas.local', 'A', { failure: 'blocked' }],
  ])('%s %s', async (name, type, expected) => {
    const came = await through(WAYS[way]()).query(name, type);
    const sorted =
      came.ok && type === 'MX'
        ? { ...came, values: [...(came.values as RecordData['MX'][])].sort((a, b) => a.preference - b.preference) }
        : came;
    // BIND 9.18 says no extended error, and does not forward without its own check
    if ('failure' in expected && way === 'https to BIND') expect(came.ok).toBe(false);
    else expect(sorted).toMatchObject(expected);
  });
});

it('says nothing of DNSSEC unless it was declared validating', async () => {
  const query = through(WAYS.udp(), { validating: false }).query('mx.lab.test', 'AAAA');
  expect(await query).toMatchObject({ ok: true, dnssec: 'unknown' });
});

it.each(['tls', 'https to Unbound'] as const)(
  'takes nothing by %s from somebody without a proper certificate',
  async (way) => {
    expect(await through(WAYS[way](), { trusted: false }).query('mx.lab.test', 'AAAA')).toEqual({
      ok: false,
      failure: 'unreachable',
    });
  },
);

it('takes nothing by TLS from somebody of another name', async () => {
  const address = WAYS.tls();
  expect(await through(`${address}#dns.example`).query('mx.lab.test', 'AAAA')).toEqual({
    ok: false,
    failure: 'unreachable',
  });
});

describe.each(['udp', 'tls', 'https to Unbound'] as const)(
  'the extension’s own client, through the companion, by %s',
  (way) => {
    let folder: string;
    let close: () => Promise<void>;
    let url: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'hoplock-through-'));
      writeFileSync(join(folder, 'ca.pem'), lab.certificate);
      const read = readOptions({
        argv: [
          '--port=0',
          '--store=memory',
          '--resolvers-validate',
          '--allow-test-targets',
          `--resolvers=${WAYS[way]()}`,
        ],
        env: { HOPLOCK_COMPANION_RESOLVERS_CA: join(folder, 'ca.pem') },
        readFile: () => '',
      });
      if (!read.ok) throw new Error(JSON.stringify(read.faults));
      const logger = pino({ level: 'silent' });
      const started = await startService(read.options, { logger, now: Date.now, data: folder, makeProber: null });
      if (!started.ok) throw new Error(started.trouble.reason);
      ({ close, url } = started.service);
    });
    afterAll(async () => {
      await close?.();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each<[string, RecordType, object]>([
      ['mx.lab.test', 'AAAA', { ok: true, value: ['2001:db8::25'], dnssec: 'secure' }],
      ['large.lab.test', 'TXT', { ok: true, value: [LARGE], dnssec: 'secure' }],
      ['plain.test', 'TXT', { ok: true, value: ['v=spf1 -all'], dnssec: 'insecure' }],
      ['away.lab.test', 'A', { ok: true, value: ['192.0.2.80'], dnssec: 'insecure' }],
      ['nobody.lab.test', 'TXT', { ok: false, failure: 'nxdomain' }],
      ['changed.lab.test', 'A', { ok: false, failure: 'bogus' }],
      ['nas.local', 'A', { ok: false, failure: 'blocked' }],
    ])('%s %s', async (name, type, expected) => {
      for (const method of ['GET', 'POST'] as const) {
        const fetch = (...it: Parameters<typeof globalThis.fetch>) => globalThis.fetch(...it);
        const world = dohWorld({ url: `${url}dns-query`, method, fetch, now: Date.now, trusted: true });
        expect(await world.dns(name, type)).toEqual(expected);
      }
    });
  },
);
