import { expect, it } from 'vitest';
import { readTlsRpt } from './tls-rpt';

it.each([
  [['v=TLSRPTv1; rua=mailto:tls@example.com'], 'one', ['mailto:tls@example.com']],
  [
    ['v=TLSRPTv1;rua=mailto:a@example.com, https://example.com/r?x=1;'],
    'one',
    ['mailto:a@example.com', 'https://example.com/r?x=1'],
  ],
  [['other', 'v=TLSRPTv1; rua=mailto:a@example.com'], 'one', ['mailto:a@example.com']],
  [[], 'none', []],
  [['v=TLSRPTv12; rua=mailto:a@example.com'], 'none', []],
  [['v=TLSRPTv1; rua=mailto:a@b.example', 'v=TLSRPTv1; rua=mailto:a@b.example'], 'several', []],
  [['v=TLSRPTv1;'], 'malformed', []],
  [['v=TLSRPTv1; rua=a@example.com'], 'malformed', []],
  [['v=TLSRPTv1; rua=http://example.com/'], 'malformed', []],
  [[`v=TLSRPTv1; rua=mailto:${'a'.repeat(500)}@example.com`], 'malformed', []],
] as const)('%j is %s (RFC 8460 3)', (texts, state, rua) => expect(readTlsRpt(texts)).toEqual({ state, rua }));
