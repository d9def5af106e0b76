import { describe, expect, it } from 'vitest';
import { ARRIVED_AT, judgeArrived, lineOf, type Arrived } from '../../test/fixtures/arrived';
import { keyRecord, testKey } from '../../test/signer/keys';
import { signDkim } from '../../test/signer/sign-dkim';
import { AGED } from './collect-proof';
import type { Proof } from './proof';

const KEY = testKey('ed25519');
const MAIL = 'From: Anna <anna@sender.example>\r\nSubject: Hello\r\n\r\nThe text.\r\n';
const SIGNED = signDkim(MAIL, { key: KEY, domain: 'sender.example', selector: 's1' });
const records = { 's1._domainkey.sender.example': keyRecord(KEY), '_dmarc.sender.example': 'v=DMARC1; p=reject' };

async function proofOf(given: Partial<Arrived> = {}): Promise<{ proof: Proof; asked: string[] }> {
  const { proof, asked } = await judgeArrived({ mail: SIGNED, records, ...given });
  if (proof === null) throw new Error('verify leaves the proof open');
  return { proof, asked: asked.map(({ name, type }) => `${type} ${name}`) };
}

describe('the time of receipt', () => {
  it.each<[string, Partial<Arrived>, receivedAt: number | null, aged: boolean]>([
    ['is that of the border’s line', {}, ARRIVED_AT, false],
    ['tells that a mail is old', { age: AGED + 1 }, ARRIVED_AT, true],
    ['… but not to the second', { age: AGED }, ARRIVED_AT, false],
    [
      'is not taken from lines below',
      { line: null, mail: `${lineOf('203.0.113.10', 'x').replace('mx.example.com', 'mx.evil.test')}\r\n${MAIL}` },
      null,
      true,
    ],
    ['is not known where nobody vouches', { receiver: { vouched: false } }, null, true],
    ['is not known where the line has no date', { line: lineOf('203.0.113.10', 'x').replace(/;.*/, '') }, null, true],
    ['is that of the newest line where the border is not shown', { client: '10.0.0.7' }, ARRIVED_AT, false],
  ])('%s', async (_, given, receivedAt, aged) => {
    const { proof } = await proofOf(given);
    expect(proof).toMatchObject({ receivedAt, aged });
  });
});

describe('what others wrote', () => {
  const spf = 'Received-SPF: pass (x) client-ip=203.0.113.10';

  it('of SPF counts in the server’s own block', async () => {
    const { proof } = await proofOf({ above: [spf], mail: `Received-SPF: fail\r\n${SIGNED}` });
    expect(proof.receivedSpf).toMatchObject([{ result: 'pass', ip: '203.0.113.10' }]);
  });

  it('counts nowhere where nobody vouches for it', async () => {
    const above = [spf, 'Authentication-Results: mx.example.com; dmarc=pass header.from=sender.example'];
    const { proof } = await proofOf({ above, receiver: { vouched: false } });
    expect(proof).toMatchObject({
      envelope: { known: false, why: 'not-vouched' },
      spf: null,
      receivedSpf: [],
      attested: { attested: [] },
    });
  });
});

describe('questions', () => {
  it('are of the author’s, the signers’ and the envelope’s domains, each once', async () => {
    const { asked } = await proofOf();
    expect(asked.toSorted()).toEqual([
      'TXT _dmarc.example',
      'TXT _dmarc.sender.example',
      'TXT s1._domainkey.sender.example',
      'TXT sender.example',
    ]);
  });

  it('are of HELO where the reverse-path is null, and of where its organisation ends', async () => {
    const { asked, proof } = await proofOf({ path: '<>' });
    expect(asked).toContain('TXT mail.sender.example');
    expect(asked).toContain('TXT _dmarc.mail.sender.example');
    expect(proof.dmarc.spf).toMatchObject({ domain: 'mail.sender.example', alignment: 'organisation' });
  });

  it('are not of SPF where the envelope is not known', async () => {
    expect((await proofOf({ path: null })).asked).not.toContain('TXT sender.example');
  });

  it('are not of a policy where there is no single author', async () => {
    const { asked, proof } = await proofOf({ mail: `From: x@evil.test\r\n${MAIL}` });
    expect(asked.filter((one) => one.includes('_dmarc'))).toEqual([]);
    expect(proof).toMatchObject({ policy: null, dmarc: { result: 'none', reason: 'no-author' } });
  });
});

it('is plain data, which crosses message boundaries', async () => {
  const { proof } = await proofOf();
  expect(structuredClone(proof)).toEqual(proof);
  expect(JSON.parse(JSON.stringify(proof))).toEqual(proof);
});
