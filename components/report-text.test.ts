import { describe, expect, it } from 'vitest';
import type { ServiceFound } from '../lib/verify/proof';
import { buildProof } from '../test/fixtures/build-proof';
import { MAX_LINE_COPIED, reportText } from './report-text';
import { hop, judged, report, shippedWords } from './testing/report';

const words = shippedWords('en');
const text = (part: Parameters<typeof judged>[0] = {}): string => reportText(judged(part), words, 'Asia/Tokyo');

describe('reportText', () => {
  it('tells verdict, mail, path, border and lines', () => {
    const lines = text().split('\n');
    expect(lines.slice(0, 7)).toEqual([
      'Hoplock report',
      '',
      'Lock: Encrypted on the last leg',
      'Seal: From a.example, shown by its own signature',
      '',
      'From: Anna <anna@a.example>',
      'Subject: Minutes',
    ]);
    expect(lines).toContain('1. mx.example.org (written by your provider)');
    expect(lines).toContain('   ← a.example [192.0.2.1]');
    expect(lines).toContain('   Decided by: ESMTPS');
    expect(lines).toContain('=== Mail entered Example Mail here ===');
    expect(lines).toContain('2. a.example (claimed by others)');
    expect(lines.indexOf('=== Mail entered Example Mail here ===')).toBeLessThan(
      lines.indexOf('2. a.example (claimed by others)'),
    );
    expect(text()).toMatch(/2\. Received: from a\.example .* id 1\n$/);
  });

  it('tells who sent it: seal, signatures, SPF, DMARC, ARC, the provider’s word, the service and the answers of DNS', () => {
    const service: ServiceFound = {
      ...{ id: 'x', name: 'Example Mailer', nameJa: null, seen: 'mailer.example' },
      ...({ kind: 'newsletter', certainty: 'signed', at: 'signer', signature: 'author' } as const),
    };
    const asked = [
      { name: 's1._domainkey.sender.example', type: 'TXT', answer: { ok: true, value: ['p=AA'], dnssec: 'secure' } },
    ] as const;
    const lines = text({
      report: report({ proof: buildProof({ service }), asked, names: ['To', 'From', 'Subject', 'DKIM-Signature'] }),
    }).split('\n');
    for (const line of [
      'Who sent it',
      'Signatures (DKIM): [Cannot tell] pass · sender.example · author signature',
      '  * [In order] sender.example (author signature)',
      '    Text of the mail: all 100 bytes signed',
      'Sending server (SPF): [Cannot tell] pass · sender.example',
      'Policy (DMARC): [Cannot tell] pass · p=reject',
      'Forwarders’ seals (ARC): [Cannot tell] none',
      'Your provider’s word: [Cannot tell] none',
      'Delivery service: Example Mailer',
      'DNS answers: 1 asked, all answered',
      '    TXT s1._domainkey.sender.example:',
      '      p=AA',
      '      (signed by DNSSEC)',
    ])
      expect(lines).toContain(line);
  });

  it('says that the sender is being looked up', () => {
    expect(text({ report: report({ sender: null, proof: null }) })).toContain(words('ui_proof_pending'));
  });

  it('is Japanese in Japanese', () => {
    const japanese = reportText(judged(), shippedWords('ja'), 'Asia/Tokyo');
    expect(japanese).toContain('ここから Example Mail に入りました');
    expect(japanese).toContain('記録日時 2026/11/24 9:41:10');
  });

  it('says that a border is assumed', () => {
    expect(text({ report: report({ border: { ...report().border, kind: 'assumed' } }) })).toContain(
      'here (assumed) ===',
    );
  });

  it('tells a failure with its next step', () => {
    const failed = text({ report: null, failure: 'signed-out' });
    expect(failed).toContain(words('ui_failure_signed_out'));
    expect(failed).toContain(words('ui_failure_signed_out_next'));
  });

  it('never holds a character that acts, or a text key', () => {
    const evil = 'a\u202E\u0000\u2068b';
    const hostile = text({
      sentence: evil,
      subject: evil,
      sender: { name: evil, address: evil },
      report: report({
        hops: [hop({ by: evil, from: { helo: evil, rdns: evil, ip: evil, confirmed: false } })],
        lines: ['Received: \x00\xe2\x80\xae'],
        border: { ...report().border, provider: { name: evil, known: 'mx' } },
      }),
    });
    expect(hostile).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202A-\u202E\u2066-\u2069]/);
    expect(hostile).toContain('Received: ␀[U+202E]');
    expect(hostile).not.toMatch(/\bui_/);
  });

  it.each([
    [MAX_LINE_COPIED, false],
    [MAX_LINE_COPIED + 1, true],
  ])('of a line of %i octets leaves out the end: %s', (length, cut) => {
    const copied = text({ report: report({ hops: [hop({ span: null })], lines: ['x'.repeat(length)] }) });
    expect(copied.endsWith(`${'x'.repeat(MAX_LINE_COPIED)}${cut ? '…' : ''}\n`)).toBe(true);
  });

  it('stays small with 100 lines of 100 kB', () => {
    const hops = Array.from({ length: 100 }, (_, field) => hop({ field }));
    const long = text({ report: report({ hops, lines: hops.map(() => 'x'.repeat(100_000)) }) });
    expect(long.length).toBeLessThan(500_000);
  });
});
