import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PROPERTIES, MAX_RESULTS, MAX_VALUE, readAuthResults } from './auth-results';
import type { Deviation } from './auth-results/scan';

const ALL: readonly Deviation[] = ['no-authserv-id', 'action', 'bare-value', 'trailing-semicolon'];
const MICROSOFT =
  'spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=a.example; dkim=pass (signature was verified)\r\n header.d=a.example;dmarc=pass action=none\r\n header.from=a.example;compauth=pass reason=100';

const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** A reading in short: "id: method=result type.name=value …", or the fault. */
function read(text: string, deviations: readonly Deviation[] = [], kind: 'authres' | 'arc' = 'authres'): string {
  const reading = readAuthResults(text, 0, kind, deviations);
  if (!reading.ok) return `! ${reading.fault}`;
  const { authserv, instance, results } = reading.value;
  const told = results.map(({ method, result, reason, properties }) =>
    [
      `${method}=${result}`,
      ...(reason === null ? [] : [`reason=${reason}`]),
      ...properties.map(({ type, name, value }) => `${type}.${name}=${value}`),
    ].join(' '),
  );
  return `${instance === null ? '' : `${instance} `}${authserv}: ${told.join('; ')}`;
}

describe('Authentication-Results', () => {
  it.each([
    ['example.org; none', 'example.org: '],
    ['example.org 1; none', 'example.org: '],
    [' "example.org" ;\r\n\tnone ', 'example.org: '],
    ['localhost; spf=pass', 'localhost: spf=pass'],
    ['Example.COM; SPF=Pass SMTP.MailFrom=A.example', 'Example.COM: spf=pass smtp.mailfrom=A.example'],
    [
      'a.example; auth=pass (cram-md5) smtp.auth=sender@b.example; spf=fail smtp.mailfrom=b.example',
      'a.example: auth=pass smtp.auth=sender@b.example; spf=fail smtp.mailfrom=b.example',
    ],
    [
      'a.example; dkim=fail reason="bad \\"signature\\"" header.i=@b.example',
      'a.example: dkim=fail reason=bad "signature" header.i=@b.example',
    ],
    ['a.example; dkim=fail reason=expired', 'a.example: dkim=fail reason=expired'],
    [
      'a.example (x) 1 (y); dkim (p) / 1 (q) = (r) fail (s) policy (t) . (u) expired (v) = (w) 13 (z)',
      'a.example: dkim=fail policy.expired=13',
    ],
    ['a.example; dkim=pass (a (b (c)) d \\) e) header.d=b.example', 'a.example: dkim=pass header.d=b.example'],
    ['a.example; dkim=pass(x)header.d=b.example(y);spf=none', 'a.example: dkim=pass header.d=b.example; spf=none'],
    ['a.example; spf=pass smtp.mailfrom="a; dmarc=pass"', 'a.example: spf=pass smtp.mailfrom=a; dmarc=pass'],
    ['a.example; spf=pass smtp.mailfrom="x y"@b.example', 'a.example: spf=pass smtp.mailfrom=x y@b.example'],
    [
      'a.example; spf=pass smtp.mailfrom=SRS0=a/b=c@b.example',
      'a.example: spf=pass smtp.mailfrom=SRS0=a/b=c@b.example',
    ],
    ['a.example; unknown=foo x.y=z', 'a.example: unknown=foo x.y=z'],
    ['a.example; arc=none; dmarc=pass', 'a.example: arc=none; dmarc=pass'],
    [utf8('a.example; dkim=pass header.i=二ノ宮@黒川.日本'), 'a.example: dkim=pass header.i=二ノ宮@黒川.日本'],
    [utf8('"exämple.org"; none'), 'exämple.org: '],
    [utf8('a.example (ü); dkim=fail reason="ü"'), 'a.example: dkim=fail reason=ü'],
  ])('%j', (text, told) => {
    expect(read(text)).toBe(told);
  });

  it.each([
    ['', 'syntax'],
    ['   ', 'syntax'],
    ['; none', 'syntax'],
    ['a.example', 'no-results'],
    ['a.example;', 'no-results'],
    ['a/example; none', 'syntax'],
    [utf8('exämple.org; none'), 'syntax'],
    ['a.example 2; spf=pass', 'unsupported-version'],
    ['a.example 1 2; spf=pass', 'syntax'],
    ['a.example x; spf=pass', 'syntax'],
    ['a.example; none; spf=pass', 'syntax'],
    ['a.example; spf', 'syntax'],
    ['a.example; spf=', 'syntax'],
    ['a.example; spf=pass smtp', 'syntax'],
    ['a.example; spf=pass smtp.', 'syntax'],
    ['a.example; spf=pass smtp.mailfrom', 'syntax'],
    ['a.example; spf=pass smtp.mailfrom=', 'syntax'],
    ['a.example; spf=pass smtp.mailfrom=;', 'syntax'],
    ['a.example; spf=pass smtp.mailfrom=a@', 'syntax'],
    ['a.example; spf=pass dmarc=pass', 'syntax'],
    ['a.example; spf=pass header.d=a.example reason=x', 'syntax'],
    ['a.example; spf=pass;', 'syntax'],
    ['a.example;; spf=pass', 'syntax'],
    ['a.example; dkim=pass header.b=a/b', 'syntax'],
    ['a.example; dmarc=pass action=none', 'syntax'],
    ['a.example; dkim=pass (a (b) header.d=a.example', 'open-comment'],
    ['a.example; dkim=pass (a) b) header.d=a.example', 'syntax'],
    ['a.example; dkim=pass header.d="a.example', 'open-quote'],
    ['spf=pass', 'no-authserv-id'],
    [MICROSOFT, 'no-authserv-id'],
    // A quoted local part closes the comment that the writer put it in: what follows is the sender's.
    ['a.example; spf=pass (domain of "a) dmarc=pass (b"@evil.example designates)', 'quote-in-comment'],
    ['a.example; spf=pass (domain of "a); dmarc=pass header.from=bank.example (b"@evil.example)', 'quote-in-comment'],
    ['a.example; spf=pass (of "a\\"); dmarc=pass (b"@evil.example)', 'quote-in-comment'],
    ['a.example; spf=pass (of a) dmarc=pass (b@evil.example)', 'syntax'],
  ])('%j: %s', (text, fault) => {
    expect(read(text)).toBe(`! ${fault}`);
  });

  it.each<[text: string, deviations: readonly Deviation[], told: string]>([
    [
      MICROSOFT,
      ALL,
      ': spf=pass smtp.mailfrom=a.example; dkim=pass header.d=a.example; dmarc=pass .action=none header.from=a.example; compauth=pass reason=100',
    ],
    [MICROSOFT, ['no-authserv-id'], '! syntax'],
    ['a.example; spf=pass;', ['trailing-semicolon'], 'a.example: spf=pass'],
    ['a.example;', ALL, '! no-results'],
    ['a.example; spf=pass;;', ALL, '! syntax'],
    [
      'a.example; dkim=pass header.b=a/b= header.d=b.example',
      ['bare-value'],
      'a.example: dkim=pass header.b=a/b= header.d=b.example',
    ],
    [
      'a.example; bimi=pass policy.authority-uri=\r\n https://b.example/x.pem; spf=none',
      ['bare-value'],
      'a.example: bimi=pass policy.authority-uri=https://b.example/x.pem; spf=none',
    ],
    [
      'a.example; spf=none smtp.mailfrom=<>; dmarc=none',
      ['bare-value'],
      'a.example: spf=none smtp.mailfrom=<>; dmarc=none',
    ],
    [
      'a.example; spf=none smtp.mailfrom=; dmarc=none',
      ['bare-value'],
      'a.example: spf=none smtp.mailfrom=; dmarc=none',
    ],
    [
      'a.example; spf=pass smtp.remote-ip=2001:db8::1(x)',
      ['bare-value'],
      'a.example: spf=pass smtp.remote-ip=2001:db8::1',
    ],
    ['a.example; spf=pass x=y', ALL, '! syntax'],
    ['a.example; spf=pass action=none', ALL, '! syntax'],
    ['a.example; spf=pass smtp.mailfrom="a"b', ALL, '! syntax'],
  ])('%j with %j', (text, deviations, told) => {
    expect(read(text, deviations)).toBe(told);
  });

  it.each([
    ['i=1; a.example; spf=pass', '1 a.example: spf=pass'],
    [' (x) i (y) = (z) 50 ; a.example 1; none', '50 a.example: '],
    ['a.example; spf=pass', '! no-instance'],
    ['i=0; a.example; spf=pass', '! no-instance'],
    ['i=51; a.example; spf=pass', '! no-instance'],
    ['i=1 a.example; spf=pass', '! no-instance'],
    ['i=1;', '! syntax'],
  ])('of ARC: %j', (text, told) => {
    expect(read(text, [], 'arc')).toBe(told);
  });

  it('does not read the instance where it has no business', () => {
    expect(read('i=1; a.example; spf=pass')).toBe('! no-authserv-id');
  });

  it.each([
    ['dkim=pass', true],
    ['dkim/1=pass', true],
    ['dkim/2=pass', false],
    ['dkim=foo', false],
    ['dkim=hardfail', false],
    ['spf=hardfail', true],
    ['dmarc=bestguesspass', false],
    ['arc=none', true],
    ['compauth=pass', false],
    ['__proto__x=pass', null],
    ['constructor=name', false],
  ])('%s is registered: %s', (clause, registered) => {
    const reading = readAuthResults(`a.example; ${clause}`, 0, 'authres');
    expect(reading.ok ? reading.value.results[0]?.registered : null).toBe(registered);
  });

  it('keeps the first comment behind a result for people', () => {
    const reading = readAuthResults('a (z); dmarc=pass (p=REJECT dis=NONE) (x) header.from=b.example', 0, 'authres');
    expect(reading.ok && reading.value.results[0]?.comment).toBe('p=REJECT dis=NONE');
  });

  it('is read up to its limits', () => {
    expect(read(`a.example${'; spf=pass'.repeat(MAX_RESULTS)}`)).toContain('spf=pass');
    expect(read(`a.example${'; spf=pass'.repeat(MAX_RESULTS + 1)}`)).toBe('! too-many-results');
    expect(read(`a.example; spf=pass${' a.b=c'.repeat(MAX_PROPERTIES)}`)).toContain('a.b=c');
    expect(read(`a.example; spf=pass${' a.b=c'.repeat(MAX_PROPERTIES + 1)}`)).toBe('! syntax');
    expect(read(`a.example; spf=pass${' '.repeat(MAX_VALUE - 19)}`)).toBe('a.example: spf=pass');
    expect(read(`a.example; spf=pass${' '.repeat(MAX_VALUE - 18)}`)).toBe('! too-long');
  });

  it('never throws, whatever stands there', () => {
    const pieces = fc.array(fc.constantFrom('a', 'b.example', '=', ';', '(', ')', '"', '\\', '/', '.', '@', ' ', '\r\n ', '1', 'spf=pass', 'reason', 'header.d', 'action', '\u00fc'), { maxLength: 40 });
    fc.assert(
      fc.property(pieces, fc.subarray([...ALL]), fc.constantFrom('arc', 'authres'), (words, deviations, kind) => {
        expect(typeof read(words.join(''), deviations, kind)).toBe('string');
      }),
    );
  }); // prettier-ignore

  it.each(['(', '"', '\\', '(\\', 'a.b=c ', ';', ' ', '(x)', '@', '=', '; spf=pass'])(
    'takes no time that grows faster than %j repeated',
    (piece) => {
      const text = `a.example; spf=pass ${piece.repeat(MAX_VALUE / piece.length)}`.slice(0, MAX_VALUE);
      const start = performance.now();
      read(text, ALL);
      expect(performance.now() - start).toBeLessThan(100);
    },
  );
});
