import { isAuthors, mayBeAuthors } from '../alignment';
import { check, type Params } from '../check';
import { answersSeen, fieldSeen } from '../evidence';
import type { Facts } from '../facts';

type Result = Facts['proof']['dkim']['results'][number];

/** A pass that must not be called good: somebody may have added to what was signed. */
const PARTIAL = ['body-beyond-length', 'unsigned-copy'] as const;

const isPartial = ({ weaknesses }: Result): boolean => PARTIAL.some((one) => weaknesses.includes(one));

/** The same of a signature that could not be judged: it does not cover the whole of what is here, or nobody knows. */
function leavesRoom({ coverage }: Result): boolean {
  if (coverage === null) return false;
  const { appendable, body, copies } = coverage;
  return copies.length > 0 || (appendable && (body === null || body.signed < body.octets));
}

/**
 * Do the signatures hold, and whose are they: the author's (d= aligns with From) or a third party's? The best of the author's is
 * told. Where it has none that holds, a third party's is, unless one of the author's is broken or could not be judged: that one
 * is no missing signature.
 */
export const dkim = check({
  id: 'dkim',
  about: 'sender',
  weight: 'decides',
  codes: [
    'author-signature',
    'author-signature-partial',
    'third-party',
    'third-party-partial',
    'alignment-unknown',
    'body-changed',
    'header-changed',
    'wrong-key',
    'not-counted',
    'faulty',
    'third-party-unknown',
    'third-party-broken',
    'leaves-room',
    'key-gone',
    'not-exact',
    'body-unread',
    'unsupported',
    'unknown',
    'not-asked',
    'none',
  ],
  judge({ proof, fields, asked }) {
    const { results } = proof.dkim;
    const own = results.filter((_, at) => isAuthors(proof.dmarc, at));
    const others = results.filter((one) => !own.includes(one));
    const seen = (one: Result) => {
      const { domain, selector } = one.signature;
      const name = `${selector ?? ''}._domainkey.${domain ?? ''}`;
      return [...fieldSeen(one.signature.index, fields), ...answersSeen(asked, 'TXT', (other) => other === name)];
    };
    const params = (one: Result): Params => ({
      domain: one.signature.domain ?? '',
      author: proof.author.host ?? '',
      reason: one.reason,
    });
    const told = <C extends string, O extends 'pass' | 'warn' | 'fail' | 'unknown'>(
      one: Result,
      outcome: O,
      code: C,
    ) => ({
      outcome,
      code,
      params: params(one),
      seen: seen(one),
    });
    const doubt = (one: Result) => proof.doubts[results.indexOf(one)] ?? null;
    const isPass = ({ result }: Result): boolean => result === 'pass';

    const ownPass = own.find(isPass);
    // The best comes first: where that one leaves room, all do.
    if (ownPass)
      return isPartial(ownPass)
        ? told(ownPass, 'warn', 'author-signature-partial')
        : told(ownPass, 'pass', 'author-signature');
    const broken = own.find((one) => one.result === 'fail' && doubt(one) === null);
    if (broken) {
      if (broken.reason === 'body-changed' || broken.reason === 'body-too-short')
        return told(broken, 'fail', 'body-changed');
      return told(broken, 'fail', broken.reason === 'key-mismatch' ? 'wrong-key' : 'header-changed');
    }
    for (const one of own) {
      const why = undecided(one, doubt(one));
      if (why !== null) return told(one, leavesRoom(one) ? 'warn' : 'unknown', leavesRoom(one) ? 'leaves-room' : why);
    }
    const perhapsOwn = others.find((one) => isPass(one) && mayBeAuthors(proof.dmarc, results.indexOf(one)));
    if (perhapsOwn) return told(perhapsOwn, 'unknown', 'alignment-unknown');
    const otherPass = others.find(isPass);
    if (otherPass) return told(otherPass, 'warn', isPartial(otherPass) ? 'third-party-partial' : 'third-party');
    const [faulty] = own;
    if (faulty) return told(faulty, 'warn', faulty.result === 'policy' ? 'not-counted' : 'faulty');
    for (const one of others) {
      const why = undecided(one, doubt(one));
      if (why === 'not-asked') return told(one, 'unknown', 'not-asked');
      // Anybody can add a signature whose key cannot be had: of the author it says nothing.
      if (why !== null) return told(one, 'unknown', 'third-party-unknown');
    }
    const [other] = others;
    return other ? told(other, 'warn', 'third-party-broken') : { outcome: 'absent', code: 'none', seen: [] };
  },
});

/** Why nobody can say whether a signature held when the mail came; null where it can be said. */
function undecided({ result, reason }: Result, doubt: Facts['proof']['doubts'][number]) {
  if (doubt === 'aged') return 'key-gone';
  if (doubt === 'not-exact') return 'not-exact';
  if (reason === 'not-asked') return 'not-asked';
  if (reason === 'body-unknown') return 'body-unread';
  if (reason === 'unsupported') return 'unsupported';
  return result === 'temperror' ? 'unknown' : null;
}
