/** Why this engine and mailauth may tell a signature differently. Each excuse holds only where the mail or the key gives cause. */
import { judge } from '../../lib/verify/rfc/dkim/verify-signature';
import { readFields } from '../../lib/verify/rfc/fields';
import type { Rule } from './compare';
import type { DkimCase } from './dkim';
import { ourWord } from './dkim-word';

const recordsOf = ({ record }: DkimCase): readonly string[] => (typeof record === 'string' ? [] : record);

/** Words that are said only once a key is there. */
const AFTER_KEY: ReadonlySet<string> = new Set([
  'pass',
  'header',
  'body',
  'expired',
  'short-key',
  'testing-key',
  'key',
]);

/** What the signature would come to if the key were not in testing. */
function untested(one: DkimCase): string {
  const { proven, weaknesses } = one.ours;
  const rest = weaknesses.filter((weakness) => weakness !== 'testing-key');
  const [result, reason] = judge(proven, rest);
  return ourWord({ ...one.ours, result, reason });
}

const LINE_ENDS: Rule<DkimCase> = {
  id: 'bare-lf',
  why: 'RFC 5321 2.3.8 and 4.1.1.4: LF alone ends no line where CRLF does. mailauth makes each one CRLF, whatever stands beside it',
  explains: ({ mail }, ours, theirs) =>
    mail.includes('\r\n') && /(?<!\r)\n/.test(mail) && AFTER_KEY.has(ours) && AFTER_KEY.has(theirs),
};

const RULES: readonly Rule<DkimCase>[] = [
  {
    id: 'several-records',
    why: 'RFC 6376 6.1.2, step 3: of several key records each may be tried; mailauth takes the first that comes',
    explains: (one, ours, theirs) => recordsOf(one).length > 1 && AFTER_KEY.has(ours) && AFTER_KEY.has(theirs),
  },
  {
    id: 'empty-tag-in-record',
    why: 'RFC 6376 3.2: “;;” is no tag list, and is met with in records; it hides nothing',
    explains: (one, _, theirs) => recordsOf(one).some((record) => record.includes(';;')) && theirs === 'key',
  },
  {
    id: 'length-beyond-body',
    why: 'RFC 6376 3.5, l=: must not be more than the body has, or what is added later is signed; mailauth hashes what there is',
    explains: ({ ours: { proven } }, ours, theirs) =>
      proven.body === 'too-short' && ours === 'body' && AFTER_KEY.has(theirs),
  },
  {
    id: 'line-that-is-no-field',
    why: 'RFC 5322 2.2: a line without a name and colon is no field and nobody signs it; mailauth takes it for the end of the field above',
    explains: ({ mail }, ours, theirs) =>
      readFields(mail).fields.some(({ name }) => name === '') && AFTER_KEY.has(ours) && theirs === 'header',
  },
  {
    id: 'algorithm-in-upper-case',
    why: 'RFC 6376 3.2: values are case-sensitive where nothing else is said; a= says nothing else',
    explains: ({ mail, ours: { reason } }) => reason === 'unknown-algorithm' && mail.includes('a=RSA-SHA256'),
  },
  {
    id: 'no-base64',
    why: 'RFC 6376 2.10 and 3.5, b=: base64 in whole groups; Node, and so mailauth, reads what it can of anything else',
    explains: ({ ours: { reason, signature } }) => reason === 'bad-tag' && signature.tag === 'b',
  },
  {
    id: 'local-part-of-identity',
    why: 'RFC 6376 3.5, i=: a local part that is none by RFC 5321. It is opaque to verifiers (3.11), so its grammar is not looked at here',
    explains: ({ mail }, _, theirs) => mail.includes('i=a=40b@') && theirs === 'faulty',
  },
  {
    id: 'body-before-key',
    why: 'RFC 6376 6.1 orders no steps: mailauth compares the body before it asks for a key; here what the body says is told only of a key’s owner',
    explains: ({ bodyHolds }, ours, theirs) =>
      !bodyHolds && theirs === 'body' && (ours === 'key' || ours === 'temperror' || ours === 'header'),
  },
  {
    id: 'sha1-before-key',
    why: 'RFC 8301 3.1 has the same end whichever comes first: mailauth says SHA-1 before it asks for a key',
    explains: ({ ours: { signature } }, ours, theirs) =>
      signature.algorithm?.hash === 'sha-1' && theirs === 'sha1' && ours !== 'pass' && ours !== 'faulty',
  },
  {
    id: 'size-before-signature',
    why: 'RFC 8301 3.2: a key under 1024 bits is turned down by both; here a signature that cannot be the key’s, or does not even hold, is told as that',
    explains: ({ ours: { key } }, ours, theirs) =>
      (key?.bits ?? 1024) < 1024 && (ours === 'header' || ours === 'key') && theirs === 'short-key',
  },
  LINE_ENDS,
];

export const DKIM_RULES: readonly Rule<DkimCase>[] = [
  {
    id: 'testing-key',
    why: 'RFC 6376 3.6.1, t=y: as if unsigned, whatever the signature is worth; mailauth tells it and lets it pass',
    explains(one, ours, theirs) {
      if (ours !== 'testing-key' || !recordsOf(one).some((record) => /t=y/.test(record))) return false;
      const word = untested(one);
      return word === theirs || RULES.some((rule) => rule.explains(one, word, theirs));
    },
  },
  ...RULES,
];
