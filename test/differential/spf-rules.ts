/** Why this engine and mailauth may answer an SPF question differently. */
import type { Rule } from './compare';
import type { SpfCase } from './spf';

const walks = ({ ours }: SpfCase, what: RegExp): boolean => ours.records.some(({ text }) => what.test(text));

export const SPF_RULES: readonly Rule<SpfCase>[] = [
  {
    id: 'void-hosts',
    why: 'RFC 7208 4.6.4 counts terms for which queries bring nothing, those for the addresses of hosts among them; mailauth counts the first query of a term alone',
    explains: (one, ours) =>
      ours === 'permerror' && one.ours.reason === 'too-many-voids' && walks(one, /\b(?:mx|ptr)\b|%\{p/i),
  },
  {
    id: 'void-twice',
    why: 'RFC 7208 4.6.4 counts terms: one with %{p} whose two queries bring nothing is one of them; mailauth counts both',
    explains: (one, _, theirs) =>
      theirs === 'permerror' && one.comment.includes('void') && one.ours.voids === 2 && walks(one, /%\{p/i),
  },
];
