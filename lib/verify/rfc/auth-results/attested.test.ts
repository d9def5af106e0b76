import { describe, expect, it } from 'vitest';
import { readFields } from '../fields';
import { attestedResults, MAX_FIELDS, MAX_SAID, type Standing } from './attested';

const AUTHOR = 'author.example';

/** A mail's head; "BORDER" and "GATEWAY" stand for the Received line of each. */
function read(lines: readonly string[], given: Partial<Standing> = {}, author: string | null = AUTHOR) {
  const border = lines.indexOf('BORDER');
  const gateway = lines.indexOf('GATEWAY');
  const head = lines
    .map((line) => (line === 'BORDER' || line === 'GATEWAY' ? 'Received: by mx.box.example' : line))
    .map((line) => (line.includes(':') ? line : `Authentication-Results: ${line}`));
  const standing: Standing = {
    block: border < 0 ? 0 : border,
    ids: ['box.example'],
    gateway: gateway < 0 ? null : { end: gateway, ids: ['gate.example'] },
    microsoft: false,
    ...given,
  };
  const found = attestedResults(readFields(`${head.join('\r\n')}\r\n`).fields, standing, author);
  return {
    ...found,
    words: found.attested.map(({ method, about, result }) => `${method} ${about} ${result ?? '?'}`),
    whys: found.claimed.map(({ method, result, why, own }) => `${method}=${result} ${why}${own ? ' own' : ''}`),
  };
}

const PASS = 'mx.box.example; dmarc=pass header.from=author.example';

describe('what the provider says counts', () => {
  it.each<[what: string, lines: readonly string[], words: readonly string[]]>([
    ['above its border line', [PASS, 'BORDER'], ['dmarc author.example pass']],
    [
      'whatever the case of its name',
      ['MX.Box.EXAMPLE 1; dmarc=pass header.from=AUTHOR.example', 'BORDER'],
      ['dmarc author.example pass'],
    ],
    [
      'in several fields',
      [
        PASS,
        'mx.box.example; spf=pass smtp.mailfrom=x@author.example',
        'mx.box.example; dkim=pass header.d=author.example; dkim=fail header.i=@list.example',
        'BORDER',
      ],
      ['dmarc author.example pass', 'spf mailfrom pass', 'dkim author.example pass', 'dkim list.example fail'],
    ],
    ['said twice alike', [PASS, PASS, 'BORDER'], ['dmarc author.example pass']],
    [
      'with a semicolon at the end and a bare value',
      ['mx.box.example; dkim=pass header.d=author.example header.b=a/b;', 'BORDER'],
      ['dkim author.example pass'],
    ],
    [
      'SPF by identity',
      ['mx.box.example; spf=pass smtp.helo=mx.author.example', 'mx.box.example; spf=none smtp.mailfrom=a@b.example', 'BORDER'],
      ['spf helo pass', 'spf mailfrom none'],
    ],
    [
      'beside a field of another that cannot be read',
      [PASS, 'mx.other.example; dmarc=fail (x', 'dmarc=fail', 'BORDER'],
      ['dmarc author.example pass'],
    ],
    ['arc=none', ['mx.box.example; arc=none', 'BORDER'], ['arc  none']],
    [
      'dmarc=fail beside an aligned dkim=pass',
      ['mx.box.example; dmarc=fail header.from=author.example; dkim=pass header.d=author.example', 'BORDER'],
      ['dmarc author.example fail', 'dkim author.example pass'],
    ],
    [
      'an author in Unicode',
      ['mx.box.example; dmarc=pass header.from=xn--bcher-kva.example', 'BORDER'],
      ['dmarc xn--bcher-kva.example pass'],
    ],
  ])('%s', (_, lines, words) => {
    const author = words[0]?.includes('xn--') ? 'xn--bcher-kva.example' : AUTHOR;
    const found = read(lines, {}, author);
    expect(found.words).toEqual(words);
    expect(found.claimed).toEqual([]);
  }); // prettier-ignore
});

describe('what is no word of the provider does not', () => {
  it.each<[what: string, lines: readonly string[], whys: readonly string[]]>([
    ['no field at all', ['BORDER'], []],
    ['below the border, by its own name', ['BORDER', PASS], ['dmarc=pass below own']],
    ['without a border', [PASS], ['dmarc=pass below own']],
    [
      'by another name above',
      ['mx.evil.example; dmarc=pass header.from=author.example', 'BORDER'],
      ['dmarc=pass not-the-providers'],
    ],
    [
      'by a name that only ends like it',
      ['mx.evilbox.example; dmarc=pass header.from=author.example', 'BORDER'],
      ['dmarc=pass not-the-providers'],
    ],
    [
      'by a name without a dot',
      ['localhost; dmarc=pass header.from=author.example', 'BORDER'],
      ['dmarc=pass not-the-providers'],
    ],
    [
      'of another author',
      ['mx.box.example; dmarc=pass header.from=evil.example', 'BORDER'],
      ['dmarc=pass other-author own'],
    ],
    ['of no author', ['mx.box.example; dmarc=pass', 'BORDER'], ['dmarc=pass other-author own']],
    [
      'with a word nobody registered',
      ['mx.box.example; dmarc=bestguesspass header.from=author.example; dkim/2=pass', 'BORDER'],
      ['dmarc=bestguesspass unregistered own', 'dkim=pass unregistered own'],
    ],
  ])('%s', (_, lines, whys) => {
    const found = read(lines);
    expect(found.attested).toEqual([]);
    expect(found.whys).toEqual(whys);
  });

  it('of anybody where the mail names no author', () => {
    expect(read([PASS, 'BORDER'], {}, null).attested).toEqual([]);
  });

  it('where it cannot be read, which is told', () => {
    const found = read(['mx.box.example; dmarc=pass (x header.from=author.example', 'BORDER', 'spf=pass']);
    expect(found.attested).toEqual([]);
    expect(found.unread).toEqual([
      { field: 0, fault: 'open-comment', own: true },
      { field: 2, fault: 'no-authserv-id', own: false },
    ]);
  });
});

describe('several words on one thing are ambiguous, never the best of them', () => {
  it.each<[what: string, lines: readonly string[], words: readonly string[]]>([
    [
      'two clauses, the last a pass',
      ['mx.box.example; dmarc=fail header.from=author.example; dmarc=pass header.from=author.example', 'BORDER'],
      ['dmarc author.example ?'],
    ],
    [
      'two fields, the first a pass',
      [PASS, 'mx.box.example; dmarc=fail header.from=author.example', 'BORDER'],
      ['dmarc author.example ?'],
    ],
    [
      'one of them about another author',
      [PASS, 'mx.box.example; dmarc=fail header.from=other.example', 'BORDER'],
      ['dmarc author.example ?'],
    ],
    [
      'properties do not leak between clauses',
      ['mx.box.example; dkim=fail header.d=author.example; dkim=pass', 'BORDER'],
      ['dkim author.example ?', 'dkim  pass'],
    ],
    [
      'two signatures of one domain',
      ['mx.box.example; dkim=pass header.d=author.example; dkim=fail header.d=AUTHOR.example', 'BORDER'],
      ['dkim author.example ?'],
    ],
    [
      'one of them in a field that cannot be read',
      [PASS, 'mx.box.example; dmarc=fail (x', 'mx.box.example; arc=pass', 'BORDER'],
      ['dmarc author.example ?', 'arc  pass'],
    ],
    ['one of them in a field whose id cannot be read', [PASS, '(dmarc=fail', 'BORDER'], ['dmarc author.example ?']],
    [
      'a sender’s words closed the comment',
      [PASS, 'mx.box.example; spf=pass (of "a); dmarc=pass header.from=author.example (b"@evil.example)', 'BORDER'],
      ['dmarc author.example ?'],
    ],
  ])('%s', (_, lines, words) => {
    const found = read(lines);
    expect(found.words).toEqual(words);
  });
});

describe('a gateway', () => {
  it('is heard below the border, down to the line where it took the mail over', () => {
    const line = 'mx.gate.example; dmarc=pass header.from=author.example';
    expect(read(['BORDER', line, 'GATEWAY']).words).toEqual(['dmarc author.example pass']);
    expect(read(['BORDER', 'GATEWAY', line]).words).toEqual([]);
    expect(read([line, 'BORDER', 'GATEWAY']).words).toEqual([]);
    expect(read(['BORDER', PASS, 'GATEWAY']).words).toEqual([]);
  });
});

describe('Microsoft', () => {
  const line =
    'spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=author.example; dkim=timeout header.d=author.example;dmarc=pass action=none header.from=author.example;compauth=pass reason=100';
  const words = ['spf mailfrom pass', 'dmarc author.example pass'];
  const microsoft = { microsoft: true, ids: ['protection.outlook.example'] };

  it('is heard without an authserv-id, above its border line', () => {
    const found = read(['Received: by x', line, 'BORDER'], microsoft);
    expect(found.words).toEqual(words);
    expect(found.whys).toEqual(['dkim=timeout unregistered own', 'compauth=pass unregistered own']);
  });

  it('is not heard where its border was not found, nor below it, where a sender writes', () => {
    expect(read([line, 'BORDER', line]).words).toEqual([]);
    expect(read(['BORDER', line], microsoft).words).toEqual([]);
    expect(read(['BORDER', line, 'Received: by x'], microsoft).words).toEqual([]);
    expect(read([PASS, 'BORDER'], microsoft).words).toEqual([]);
  });

  it('is ambiguous where a second such line says something else', () => {
    const fail = line.replaceAll('pass', 'fail');
    expect(read([fail, line, 'BORDER'], microsoft).words).toEqual(['spf mailfrom ?', 'dmarc author.example ?']);
  });
});

it('reads so many fields and no more', () => {
  const other = Array.from({ length: MAX_FIELDS }, () => 'mx.box.example; none');
  expect(read([PASS, ...other.slice(1), 'BORDER']).words).toEqual(['dmarc author.example pass']);
  expect(read([...other, PASS, 'BORDER']).words).toEqual([]);
  expect(read([PASS, ...other, 'BORDER']).words).toEqual(['dmarc author.example ?']);
  expect(read([PASS, 'BORDER', ...other]).words).toEqual(['dmarc author.example pass']);
});

it('stops after so many results, and doubts what it has then', () => {
  const many = (count: number) =>
    `mx.box.example${Array.from({ length: count }, (_, at) => `; dkim=pass header.d=d${at}.example`).join('')}`;
  const full = Array.from({ length: MAX_SAID / 128 }, () => many(128));
  expect(read([PASS, ...full, 'BORDER']).words[0]).toBe('dmarc author.example pass');
  expect(read([PASS, ...full, PASS, 'BORDER']).words[0]).toBe('dmarc author.example ?');
});
