import { describe, expect, it } from 'vitest';
import { organisations } from '../organisation';
import { MAX_NAME, MAX_WORDS, otherInName } from './other-in-name';

const say = (name: string, host = 'larkfield.example', local = 'post') => {
  const found = otherInName(name, { local, host }, organisations());
  return found && `${found.code} ${found.shown} ${found.domain}`;
};

describe('a name that shows another', () => {
  it.each<[string, string, string]>([
    ['an address', 'service@bank.example', 'other-address service@bank.example bank.example'],
    ['an address in angles', 'Bank <service@bank.example>', 'other-address service@bank.example bank.example'],
    ['an address in brackets', 'Ann (ann@bank.example) via', 'other-address ann@bank.example bank.example'],
    ['a mailto', 'mailto:ann@bank.example', 'other-address ann@bank.example bank.example'],
    ['an address at the end of a sentence', 'ann@bank.example.', 'other-address ann@bank.example bank.example'],
    ['in full width', 'ｓｅｒｖｉｃｅ＠ｂａｎｋ．ｅｘａｍｐｌｅ', 'other-address service@bank.example bank.example'],
    ['with an invisible space', 'ann@ba\u200bnk.example', 'other-address ann@bank.example bank.example'],
    ['in Japanese marks', '「ann@bank.example」様', 'other-address ann@bank.example bank.example'],
    ['an address of a top level that is not listed', 'ann@bank.museum', 'other-address ann@bank.museum bank.museum'],
    ['a host without local part', '@bank.example', 'other-domain @bank.example bank.example'],
    ['a bare domain', 'Bank.example', 'other-domain Bank.example bank.example'],
    ['a web address', 'https://www.bank.example/login', 'other-domain www.bank.example www.bank.example'],
    ['a domain of two parts', 'BANK.co.jp', 'other-domain BANK.co.jp bank.co.jp'],
    ['an IDN', 'bücher.de', 'other-domain bücher.de xn--bcher-kva.de'],
    [
      'the worst of several',
      'bank.example larkfield.example x@other.example',
      'other-address x@other.example other.example',
    ],
    [
      'one that only ends the same',
      'evillarkfield.example',
      'other-domain evillarkfield.example evillarkfield.example',
    ],
    ['another mailbox of the same', 'ann@larkfield.example', 'other-mailbox ann@larkfield.example larkfield.example'],
    [
      'a mailbox below',
      'ann@mail.larkfield.example',
      'other-mailbox ann@mail.larkfield.example mail.larkfield.example',
    ],
  ])('%s', (_, name, expected) => {
    expect(say(name)).toBe(expected);
  });

  it('even where the local part is written as the other address', () => {
    expect(say('service@bank.example', 'evil.example', 'service@bank.example')).toBe(
      'other-address service@bank.example bank.example',
    );
  });
});

describe('a name that does not', () => {
  it.each<[string, string]>([
    ['its own address', 'post@larkfield.example'],
    ['its own address in capitals', 'POST@LARKFIELD.EXAMPLE'],
    ['its own domain', 'Larkfield.example'],
    ['a host below', 'www.larkfield.example'],
    ['no name', ''],
    ['a name', 'Ann Larkfield'],
    ['a title', 'Dr.Li, M.D.'],
    ['a place', 'St.Gallen'],
    ['a program', 'Node.js Weekly'],
    ['initials', 'J.R.R. Tolkien'],
    ['a company', 'Larkfield Inc.'],
    ['a short word before a country', 'No.de'],
    ['a version', 'Version 2.0.1'],
    ['an address literal', 'ann@[192.0.2.1]'],
    ['a handle', '@larkfield'],
    ['a host without dots', 'ann@localhost'],
    ['a full stop', 'Thanks.Your order'],
    ['dots', '...'],
    ['a Japanese sentence', '本日のお知らせ。株式会社カワバタ'],
  ])('%s', (_, name) => {
    expect(say(name)).toBeNull();
  });

  it('a domain above the sender’s host', () => {
    expect(say('Larkfield.example', 'bounce.mail.larkfield.example')).toBeNull();
  });

  it('a sister of the sender’s host', () => {
    expect(say('www.larkfield.co.jp', 'mail.larkfield.co.jp')).toBeNull();
    expect(say('bank.co.jp', 'mail.larkfield.co.jp')).toBe('other-domain bank.co.jp bank.co.jp');
  });
});

describe('limits', () => {
  it('reads so much of a name', () => {
    const address = 'ann@bank.example';
    expect(say(`${' '.repeat(MAX_NAME - address.length)}${address}`)).not.toBeNull();
    expect(say(`${' '.repeat(MAX_NAME)}${address}`)).toBeNull();
  });

  it('looks at so many words', () => {
    expect(say(`${'a.b '.repeat(MAX_WORDS - 1)}bank.example`)).not.toBeNull();
    expect(say(`${'a.b '.repeat(MAX_WORDS)}bank.example`)).toBeNull();
  });

  it.each(['@'.repeat(9_999), '.'.repeat(9_999), 'a.'.repeat(9_999), '\ud800.com@\ud800.com'])(
    'does not throw',
    (name) => {
      expect(() => say(name)).not.toThrow();
    },
  );
});
