import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Judged } from '../../lib/browser/protocol';
import { speak, type Language, type Words } from '../../lib/browser/words';
import type { Hop } from '../../lib/verify/facts';
import { legOf } from '../../lib/verify/leg';
import type { Report } from '../../lib/verify/verdict';
import { buildProof } from '../../test/fixtures/build-proof';

/** The texts as they ship. */
export function shippedWords(language: Language): Words {
  const file = join(import.meta.dirname, `../../public/_locales/${language}/messages.json`);
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { message: string }>;
  const messages = Object.entries(texts).map(([key, { message }]) => [key, message]);
  return speak({ language, messages: Object.fromEntries(messages) as Record<string, string> });
}

export const LINE = 'Received: from a.example (a.example [192.0.2.1]) by mx.example.org with ESMTPS id 1';

export function hop(part: Partial<Hop> = {}): Hop {
  return {
    field: 0,
    product: 'Postfix',
    from: { helo: 'a.example', rdns: 'a.example', ip: '192.0.2.1', confirmed: true },
    by: 'mx.example.org',
    byIp: null,
    with: 'ESMTPS',
    id: '1',
    for: null,
    date: 1_795_480_870,
    tls: { version: '1.3', cipher: 'TLS_AES_256_GCM_SHA384', bits: 256, peer: null },
    authenticated: false,
    state: 'encrypted',
    reason: 'keyword',
    span: { start: LINE.indexOf('ESMTPS'), end: LINE.indexOf('ESMTPS') + 6 },
    ...part,
  };
}

/** Two hops: the entry, which the provider wrote, and one below it, which is claimed. */
export function report(part: Partial<Report> = {}): Report {
  const hops = part.hops ?? [
    hop(),
    hop({ field: 1, by: 'a.example', from: { helo: 'b', rdns: null, ip: null, confirmed: false } }),
  ];
  return {
    transit: { lock: 'closed', code: 'encrypted', params: {} },
    sender: { seal: 'whole', code: 'aligned', params: { author: 'a.example', domain: 'a.example' } },
    proof: buildProof(),
    quoted: {},
    names: [],
    findings: [],
    hops,
    legs: hops.map(legOf),
    border: {
      hop: 0,
      kind: 'shown',
      attested: 1,
      steps: [],
      provider: { name: 'Example Mail', known: 'user' },
      perimeter: null,
    },
    delays: hops.map((_, at) => (at === 0 ? 2 : null)),
    organisations: hops.map((one) => (one.by === null ? null : 'example.org')),
    author: 'a.example',
    lines: hops.map(() => LINE),
    asked: [],
    ...part,
  };
}

export function judged(part: Partial<Judged> = {}): Judged {
  return {
    key: '1',
    subject: 'Minutes',
    sender: { name: 'Anna', address: 'anna@a.example' },
    state: 'closed',
    label: 'Encrypted',
    sentence: 'Encrypted on the last leg',
    seal: { state: 'whole', label: 'From a.example', sentence: 'From a.example, shown by its own signature' },
    alarm: false,
    visible: true,
    report: report(),
    failure: null,
    ...part,
  };
}
