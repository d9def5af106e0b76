import { describe, expect, it } from 'vitest';
import { MAX_VALUE, oneClick } from './one-click';

const URI = 'https://list.larkfield.example/u/17';
const POST = 'List-Unsubscribe=One-Click';
const BOTH = [['from', 'list-unsubscribe', 'list-unsubscribe-post']];
const judge = (
  unsubscribe: readonly string[],
  post: readonly string[] = [POST],
  covered: readonly string[][] = BOTH,
) => {
  const { code, uri } = oneClick(unsubscribe, post, covered);
  return uri === null ? code : `${code} ${uri}`;
};

describe('one click', () => {
  it.each<[string, string, string]>([
    ['one https URI', `<${URI}>`, URI],
    ['beside a mailto', `<mailto:leave@larkfield.example?subject=u>,\r\n\t<${URI}>`, URI],
    ['folded within', `<https://list.larkfield.example\r\n /u/17>`, URI],
    ['in capitals', '<HTTPS://list.larkfield.example/>', 'HTTPS://list.larkfield.example/'],
    ['behind a comment', `(<https://no.example/> \\)) <${URI}>`, URI],
  ])('%s', (_, value, uri) => {
    expect(judge([value])).toBe(`one-click ${uri}`);
  });

  it.each([` ${POST}`, `\r\n\t${POST} `, 'LIST-UNSUBSCRIBE=ONE-CLICK'])('by %j', (post) => {
    expect(judge([`<${URI}>`], [post])).toBe(`one-click ${URI}`);
  });
});

describe('what is missing', () => {
  it.each<[string, string, readonly string[], readonly string[], readonly string[][]]>([
    ['the list', 'no-unsubscribe', [], [POST], BOTH],
    ['the post', `no-post ${URI}`, [`<${URI}>`], [], BOTH],
    ['one of the list', `repeated ${URI}`, [`<${URI}>`, `<${URI}>`], [POST], BOTH],
    ['one of the post', `repeated ${URI}`, [`<${URI}>`], [POST, POST], BOTH],
    ['https', 'no-https', ['<http://list.larkfield.example/>'], [POST], BOTH],
    ['any URI', 'no-https', [URI], [POST], BOTH],
    ['an end of the angles', 'no-https', [`<${URI}`], [POST], BOTH],
    ['a host', 'no-https', ['<https:///u/17>'], [POST], BOTH],
    ['a mailto alone', 'no-https', ['<mailto:leave@larkfield.example>'], [POST], BOTH],
    ['only one https', 'several-https', [`<${URI}>, <${URI}2>`], [POST], BOTH],
    ['the pair', `other-post ${URI}`, [`<${URI}>`], ['One-Click'], BOTH],
    ['only the pair', `other-post ${URI}`, [`<${URI}>`], [`${POST}&x=1`], BOTH],
    ['a signature', `not-signed ${URI}`, [`<${URI}>`], [POST], []],
    ['the post in the signature', `not-signed ${URI}`, [`<${URI}>`], [POST], [['list-unsubscribe']]],
    [
      'both in one signature',
      `not-signed ${URI}`,
      [`<${URI}>`],
      [POST],
      [['list-unsubscribe'], ['list-unsubscribe-post']],
    ],
  ])('%s', (_, expected, unsubscribe, post, covered) => {
    expect(judge(unsubscribe, post, covered)).toBe(expected);
  });

  it('what stands behind the limit', () => {
    expect(judge([`${' '.repeat(MAX_VALUE - URI.length - 2)}<${URI}>`])).toBe(`one-click ${URI}`);
    expect(judge([`${' '.repeat(MAX_VALUE)}<${URI}>`])).toBe('no-https');
    expect(judge([`<${URI}>`], [`${' '.repeat(MAX_VALUE)}${POST}`])).toBe(`other-post ${URI}`);
  });

  it('is found in time that grows with the field alone', () => {
    expect(judge(['<'.repeat(1_000_000)])).toBe('no-https');
    expect(judge([`${'('.repeat(1_000_000)}<${URI}>`])).toBe('no-https');
  });
});
