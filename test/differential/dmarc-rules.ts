/** Why this engine and mailauth may answer a DMARC question differently. */
import type { Rule } from './compare';
import type { DmarcCase } from './dmarc';

const names = (text: string): string[] =>
  text.split(';').flatMap((tag) => (tag.includes('=') ? [(tag.split('=')[0] ?? '').trim()] : []));

const hasTwice = (list: readonly string[]): boolean => new Set(list).size < list.length;

export const DMARC_RULES: readonly Rule<DmarcCase>[] = [
  {
    id: 'leading-space',
    why: 'RFC 9989 4.8: nothing stands before “v”; mailauth takes white space off first',
    explains: ({ records }) => records.some((text) => text.startsWith(' v=DMARC1')),
  },
  {
    id: 'tag-twice',
    why: 'RFC 9989 4.7: what is wrong in a record is as good as absent, so here the doubled tag is dropped; mailauth drops the whole record (RFC 6376 3.2)',
    explains: ({ records }) => records.some((text) => hasTwice(names(text))),
  },
  {
    id: 'tag-in-upper-case',
    why: 'RFC 9989 4.8: names are strings of ABNF, the same in upper and lower case (RFC 5234 2.3); mailauth takes only “v” so',
    explains: ({ records }) => records.some((text) => names(text).some((name) => name === 'P' || name === 'T')),
  },
  {
    id: 'existence-by-another-type',
    why: 'RFC 8020 2: NXDOMAIN for any type says that the name does not exist, and a record of any that it does; mailauth asks for A alone',
    explains: ({ addresses, lookup }, ours, theirs) =>
      typeof addresses === 'string' &&
      addresses !== 'nxdomain' &&
      lookup.policy.status === 'found' &&
      (theirs.startsWith('temperror') || (ours.startsWith('pass') && theirs.startsWith('pass'))),
  },
  {
    id: 'only-the-top-level-shared',
    why: 'RFC 9989 4.10.2: two domains that share their top level alone align only if that is an Organizational Domain; without an answer from there mailauth leaves it open',
    explains: ({ lookup: { policy }, relaxed }, ours, theirs) =>
      ours.startsWith('fail') &&
      theirs.startsWith('temperror') &&
      policy.organisation === null &&
      relaxed.every((domain) => !sharesMore(domain, policy.author)),
  },
];

function sharesMore(one: string, other: string): boolean {
  const lastTwo = (domain: string) => domain.split('.').slice(-2).join('.');
  return lastTwo(one) === lastTwo(other);
}
