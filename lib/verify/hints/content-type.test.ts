import { describe, expect, it } from 'vitest';
import { MAX_PARAMETERS, MAX_VALUE, readContentType } from './content-type';

const read = (value: string) => {
  const found = readContentType(value);
  return found && [found.type, Object.fromEntries(found.parameters)];
};

describe('what is read', () => {
  it.each<[string, string, ReturnType<typeof read>]>([
    ['a type', ' text/plain', ['text/plain', {}]],
    ['in capitals', 'TEXT/Plain; CharSet=UTF-8', ['text/plain', { charset: 'UTF-8' }]],
    [
      'folded',
      'multipart/signed;\r\n\tmicalg=sha-256;\r\n boundary="a b"',
      ['multipart/signed', { micalg: 'sha-256', boundary: 'a b' }],
    ],
    [
      'with comments',
      '(a(b\\))) text (x) / (y) plain (; charset=no) ; (z) charset (a) = (b) utf-8 (c)',
      ['text/plain', { charset: 'utf-8' }],
    ],
    ['with quoted pairs', 'a/b; c="d\\"e\\\\f"', ['a/b', { c: 'd"e\\f' }]],
    ['a quotation left open', 'a/b; c="d', ['a/b', { c: 'd' }]],
    ['a stray semicolon', 'a/b;; c=d;', ['a/b', { c: 'd' }]],
    ['the first of two', 'a/b; c=1; C=2', ['a/b', { c: '1' }]],
    ['no value', 'a/b; c=; d=2', ['a/b', { c: '', d: '2' }]],
    ['up to what cannot be read', 'a/b; c=1; d e; f=2', ['a/b', { c: '1' }]],
    ['nothing', '', null],
    ['a type alone', 'text', null],
    ['no subtype', 'text/; a=b', null],
    ['a comment left open', '(text/plain', null],
  ])('%s', (_, value, expected) => {
    expect(read(value)).toEqual(expected);
  });
});

describe('limits', () => {
  it('keeps so many parameters', () => {
    const many = Array.from({ length: MAX_PARAMETERS + 1 }, (_, at) => `; p${at}=1`).join('');
    expect(readContentType(`a/b${many}`)?.parameters.size).toBe(MAX_PARAMETERS);
  });

  it('reads so many octets', () => {
    const after = (spaces: number) => readContentType(`a/b${' '.repeat(spaces)}; c=d`)?.parameters.get('c');
    expect(after(MAX_VALUE - 8)).toBe('d');
    expect(after(MAX_VALUE - 3)).toBeUndefined();
  });
});
