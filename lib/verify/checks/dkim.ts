import { check, type Params } from '../check';
import { answersSeen, fieldSeen } from '../evidence';
import type { Facts } from '../facts';

type Result = Facts['proof']['dkim']['results'][number];

/** A pass that must not be called good: somebody may have added to what was signed. */
const PARTIAL = ['body-beyond-length', 'unsigned-copy'] as const;

/**
 * Do the signatures hold, and whose are they: the author's (d= aligns with From) or a third party's? The best of the author's is
 * told; where it has none that holds, the best of the others, unless one of its own is broken.
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
    'body-changed',
    'header-changed',
    'wrong-key',
    'not-counted',
    'faulty',
    'third-party-broken',
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
    const isAuthors = (at: number): boolean => (proof.dmarc.dkim[at]?.alignment ?? null) !== null;
    const own = results.filter((_, at) => isAuthors(at));
    const others = results.filter((_, at) => !isAuthors(at));
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
    const partial = ({ weaknesses }: Result): boolean => PARTIAL.some((one) => weaknesses.includes(one));

    const ownPass = own.find(({ result }) => result === 'pass');
    if (ownPass) {
      // A signature of the author's that leaves room is not mended by another, weaker in other ways; the best comes first.
      if (partial(ownPass)) return told(ownPass, 'warn', 'author-signature-partial');
      return told(ownPass, 'pass', 'author-signature');
    }
    const doubt = (one: Result) => proof.doubts[results.indexOf(one)] ?? null;
    const broken = own.find((one) => one.result === 'fail' && doubt(one) === null);
    if (broken) {
      if (broken.reason === 'body-changed' || broken.reason === 'body-too-short')
        return told(broken, 'fail', 'body-changed');
      return told(broken, 'fail', broken.reason === 'key-mismatch' ? 'wrong-key' : 'header-changed');
    }
    const otherPass = others.find(({ result }) => result === 'pass');
    if (otherPass) return told(otherPass, 'warn', partial(otherPass) ? 'third-party-partial' : 'third-party');
    for (const one of [...own, ...others]) {
      if (doubt(one) === 'aged') return told(one, 'unknown', 'key-gone');
      if (doubt(one) === 'not-exact') return told(one, 'unknown', 'not-exact');
      if (one.reason === 'not-asked') return told(one, 'unknown', 'not-asked');
      if (one.reason === 'body-unknown') return told(one, 'unknown', 'body-unread');
      if (one.reason === 'unsupported') return told(one, 'unknown', 'unsupported');
      if (one.result === 'temperror') return told(one, 'unknown', 'unknown');
      if (own.includes(one)) return told(one, 'warn', one.result === 'policy' ? 'not-counted' : 'faulty');
    }
    const [other] = others;
    if (other) return told(other, 'warn', 'third-party-broken');
    return { outcome: 'absent', code: 'none', seen: [] };
  },
});
