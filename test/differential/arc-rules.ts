/** Why this engine and mailauth may tell a chain differently. */
import { readFields } from '../../lib/verify/rfc/fields';
import { keyName } from '../signer/zone';
import type { ArcCase } from './arc';
import type { Rule } from './compare';

/** All that is published for the keys of the chain. */
function recordsOf({ data, ours }: ArcCase): readonly (readonly string[])[] {
  return ours.sets.flatMap(({ seal, message }) =>
    [seal, message].flatMap((part) => {
      const found = data.get(`TXT ${keyName(part?.selector ?? '', part?.domain ?? '')}`);
      return Array.isArray(found) ? [found as readonly string[]] : [];
    }),
  );
}

export const ARC_RULES: readonly Rule<ArcCase>[] = [
  {
    id: 'no-answer',
    why: 'RFC 8617 5.2 knows no temporary failure, and mailauth calls it a failure; what DNS did not answer is not known here',
    explains: (_, ours, theirs) => ours === 'temperror' && theirs === 'fail',
  },
  {
    id: 'several-records',
    why: 'RFC 6376 6.1.2, step 3: of several key records each may be tried; mailauth takes the first that comes',
    explains: (one) => recordsOf(one).some(({ length }) => length > 1),
  },
  {
    id: 'empty-tag-in-record',
    why: 'RFC 6376 3.2: “;;” is no tag list, and is met with in records; it hides nothing',
    explains: (one, ours) => ours === 'pass' && recordsOf(one).some(([record = '']) => record.includes(';;')),
  },
  {
    id: 'length-beyond-body',
    why: 'RFC 6376 3.5, l=: must not be more than the body has; mailauth hashes what there is',
    explains: ({ ours: { reason } }, _, theirs) => reason === 'body-too-short' && theirs === 'pass',
  },
  {
    id: 'from-unsigned',
    why: 'RFC 8617 4.1.2 says what an ARC-Message-Signature must not sign, and not what it must: what it covers is told beside the result',
    explains: ({ ours: { sets } }, ours) => ours === 'pass' && sets.at(-1)?.message?.names.includes('from') === false,
  },
  {
    id: 'line-that-is-no-field',
    why: 'RFC 5322 2.2: a line without a name and colon is no field and nobody signs it; mailauth takes it for the end of the field above',
    explains: ({ mail }) => readFields(mail).fields.some(({ name }) => name === ''),
  },
  {
    id: 'no-base64',
    why: 'RFC 6376 2.10 and 3.5, b=: base64 in whole groups; Node, and so mailauth, reads what it can of anything else',
    explains: ({ ours: { reason, at, sets } }) =>
      reason === 'bad-tag' &&
      (at?.part === 'seal' ? sets[at.instance - 1]?.seal?.tag : sets.at(-1)?.message?.tag) === 'b',
  },
  {
    id: 'bare-lf',
    why: 'RFC 5321 2.3.8: LF alone ends no line where CRLF does. mailauth makes each one CRLF, whatever stands beside it',
    explains: ({ mail }) => mail.includes('\r\n') && /(?<!\r)\n/.test(mail),
  },
];
