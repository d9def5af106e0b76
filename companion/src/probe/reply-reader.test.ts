import { describe, expect, it } from 'vitest';
import { replyReader } from './reply-reader';

const read = (...chunks: readonly string[]) => {
  const reader = replyReader();
  for (const chunk of chunks) reader.push(Buffer.from(chunk, 'latin1'));
  return { taken: reader.take(), left: reader.left(), again: () => reader.take() };
};

describe('replies (RFC 5321 4.2)', () => {
  it.each([
    ['one line', ['220 hi\r\n'], 220, ['hi']],
    ['no text', ['220\r\n'], 220, ['']],
    ['a bare LF', ['220 hi\n'], 220, ['hi']],
    ['many lines', ['250-a\r\n250-b\r\n250 c\r\n'], 250, ['a', 'b', 'c']],
    ['in pieces', ['25', '0-a\r', '\n250', ' b\r\n'], 250, ['a', 'b']],
    ['control characters', ['220 a\x00\x1bb\r\n'], 220, ['a??b']],
    ['a hundred lines', [`${'250-a\r\n'.repeat(99)}250 a\r\n`], 250, Array(100).fill('a')],
  ] as const)('%s', (_, chunks, code, lines) =>
    expect(read(...chunks).taken).toEqual({ state: 'reply', reply: { code, lines } }),
  );

  it.each([
    ['nothing', []],
    ['half a line', ['220 hi']],
    ['half a reply', ['250-a\r\n']],
  ])('%s: more is to come', (_, chunks) => expect(read(...chunks).taken).toEqual({ state: 'more' }));

  it.each([
    ['not-smtp', 'hello\r\n'],
    ['not-smtp', '22 a\r\n'],
    ['not-smtp', '2200 a\r\n'],
    ['not-smtp', '220_a\r\n'],
    ['not-smtp', '120 a\r\n'],
    ['not-smtp', '650 a\r\n'],
    ['not-smtp', '250-a\r\n220 b\r\n'],
    ['line-too-long', 'x'.repeat(2_049)],
    ['too-many-lines', `${'250-a\r\n'.repeat(101)}`],
    ['reply-too-big', `250-${'a'.repeat(1_000)}\r\n`.repeat(70)],
  ])('%s', (flaw, text) => {
    const { taken, again, left } = read(text);
    expect(taken).toEqual({ state: 'flaw', flaw });
    expect(again()).toEqual({ state: 'flaw', flaw });
    expect(left).toBe(0);
  });

  it('what comes beyond the reply is counted, to the octet', () => {
    expect(read('220 go\r\n').left).toBe(0);
    expect(read('220 go\r\n\0').left).toBe(1);
    expect(read('220 go\r\n250 more\r\n').left).toBe(10);
  });
});
