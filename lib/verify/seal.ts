import type { Finding, Params } from './check';
import type { SenderVerdict } from './verdict';

/** The seal's seven shapes; product.md, "Sender: the seal". */
export type Seal =
  | 'whole' // green: from the author's domain
  | 'half' // amber: signed by another
  | 'cracked' // amber: signature broken, or not proven
  | 'broken' // red: not shown to be from a domain that asks for distrust of such mail
  | 'empty' // grey: no proof of sender
  | 'staff' // grey: handed in by a signed-in account
  | 'dotted'; // grey: cannot tell

/** The one sentence: texts `seal_<code>`, and `seal_<code>_short` for the mark. */
export type SenderCode =
  // whole
  | 'aligned'
  | 'aligned-no-policy'
  | 'spf-only'
  | 'spf-only-no-policy'
  | 'providers-word'
  // half
  | 'third-party'
  // cracked
  | 'no-single-author'
  | 'partly-signed'
  | 'unsigned-copy'
  | 'spf-wide'
  | 'changed-since'
  | 'explained-by-seal'
  | 'providers-word-fails'
  | 'body-changed'
  | 'header-changed'
  | 'wrong-key'
  | 'not-counted'
  | 'faulty'
  | 'spf-fails'
  | 'spf-broken'
  | 'not-proven'
  | 'aged'
  | 'bad-policy'
  // broken
  | 'quarantine'
  | 'reject'
  // empty
  | 'nothing'
  | 'spf-other'
  // staff
  | 'handed-in'
  | 'handed-in-by-author'
  // dotted
  | 'own-copy'
  | 'not-asked'
  | 'key-gone'
  | 'not-exact'
  | 'body-unread'
  | 'dns-failed'
  | 'spf-unknown'
  | 'third-party-unknown'
  | 'cannot-tell';

const NOTHING: Params = {};

/** Aligned signatures that do not hold, whatever else is in the mail. */
const SIGNATURE_BROKEN: ReadonlySet<string> = new Set(['body-changed', 'header-changed', 'wrong-key']);

/** Signatures of the author's that do not cover all, be they good or not judged. */
const OPEN: ReadonlySet<string> = new Set(['author-signature-partial', 'leaves-room']);

const THIRD_PARTY: ReadonlySet<string> = new Set(['third-party', 'third-party-partial']);

/** Signatures of the author's, or what may be one, of which it could not be said whether they hold. */
const SIGNATURE_UNKNOWN: Readonly<Record<string, SenderVerdict['code']>> = {
  'key-gone': 'key-gone',
  'not-exact': 'not-exact',
  'body-unread': 'body-unread',
  'not-asked': 'not-asked',
  unknown: 'dns-failed',
  unsupported: 'cannot-tell',
  'alignment-unknown': 'cannot-tell',
  'leaves-room': 'cannot-tell',
};

/**
 * Folds the deciding findings into the seal; product.md's table and its rules. Green needs a proof that was shown and nothing
 * against it: a check that is missing or has crashed makes it dotted, for unknown is not zero.
 */
export function foldSender(findings: readonly Finding[]): SenderVerdict {
  const of = (id: string): Finding | undefined => findings.find((finding) => finding.id === id);
  const answer = (seal: Seal, code: SenderCode, finding?: Finding): SenderVerdict => ({
    seal,
    code,
    params: finding?.params ?? NOTHING,
  });
  const author = of('author');
  const dmarc = of('dmarc');
  const dkim = of('dkim');
  const spf = of('spf');
  const word = of('providers-word');
  const arc = of('arc');
  const account = of('account');
  const repeated = of('repeated-fields');
  const copy = of('own-copy');
  if (!author || !dmarc || !dkim || !spf || !word || !arc || !account || !repeated || !copy)
    return answer('dotted', 'cannot-tell');
  if ([author, dmarc, dkim, spf, word, arc, account, repeated, copy].some(({ code }) => code === 'crashed'))
    return answer('dotted', 'cannot-tell');

  if (copy.outcome === 'pass') return answer('dotted', 'own-copy');
  if (author.outcome !== 'pass') return answer('cracked', 'no-single-author', author);
  if (dmarc.outcome === 'pass') return proven(answer, { dmarc, dkim, spf, repeated, word });
  // The provider's own account: there is no SPF, and no other domain to take its policy from.
  if (account.outcome === 'pass')
    return answer('staff', account.code === 'of-the-author' ? 'handed-in-by-author' : 'handed-in', account);

  const failed = dmarc.outcome === 'fail' || dmarc.outcome === 'warn';
  const signatureBroken = SIGNATURE_BROKEN.has(dkim.code);
  if (failed || signatureBroken) {
    // It passed when the provider looked: what fails now was changed since, or DNS was.
    if (word.code === 'dmarc-pass') return answer('cracked', 'changed-since', word);
    if (arc.code === 'trusted') return answer('cracked', 'explained-by-seal', arc);
  }
  if (dmarc.code === 'reject') return answer('broken', 'reject', dmarc);
  if (dmarc.code === 'quarantine') return answer('broken', 'quarantine', dmarc);

  if (!failed && dmarc.outcome === 'unknown' && !signatureBroken) {
    if (word.code === 'dmarc-pass') return attested(answer, { dkim, spf, repeated, word });
    if (word.code === 'dmarc-fail' || word.code === 'below-fail')
      return answer('cracked', 'providers-word-fails', word);
  }
  if (dkim.code === 'body-changed') return answer('cracked', 'body-changed', dkim);
  if (dkim.code === 'header-changed') return answer('cracked', 'header-changed', dkim);
  if (dkim.code === 'wrong-key') return answer('cracked', 'wrong-key', dkim);
  // Half, if no policy forbids it: what is not known may forbid it.
  const allowed = dmarc.outcome !== 'unknown' || dmarc.code === 'undecided-monitored';
  if (allowed && THIRD_PARTY.has(dkim.code)) return answer('half', 'third-party', dkim);
  if (dmarc.code === 'aged') return answer('cracked', 'aged', dmarc);
  if (dmarc.code === 'bad-policy') return answer('cracked', 'bad-policy', dmarc);
  // A key in testing is to be treated as no signature at all (RFC 6376 3.6.1).
  if (dkim.code === 'not-counted' && dkim.params?.['reason'] !== 'testing-key')
    return answer('cracked', 'not-counted', dkim);
  if (dkim.code === 'faulty') return answer('cracked', 'faulty', dkim);
  if (failed) return answer('cracked', 'not-proven', dmarc);

  // A signature of the author's that could not be looked up is no missing one: SPF alone fails wherever mail is passed on.
  const unknown = dkim.params?.['reason'] === 'not-asked' ? 'not-asked' : SIGNATURE_UNKNOWN[dkim.code];
  if (unknown !== undefined) return answer('dotted', unknown, dkim);
  if (spf.code === 'fail' || spf.code === 'softfail') return answer('cracked', 'spf-fails', spf);
  if (spf.code === 'permerror') return answer('cracked', 'spf-broken', spf);

  if (dmarc.code === 'not-asked' || spf.code === 'not-asked') return answer('dotted', 'not-asked', dmarc);
  if (dkim.code === 'third-party-unknown' || THIRD_PARTY.has(dkim.code))
    return answer('dotted', 'third-party-unknown', dkim);
  if (spf.outcome === 'unknown' && spf.code !== 'temperror') return answer('dotted', 'spf-unknown', spf);
  if (dmarc.code === 'unknown' || spf.code === 'temperror') return answer('dotted', 'dns-failed', dmarc);
  // SPF is known and no pass, but of a record that may be another by now; or its pass may align, and may not.
  if (dmarc.outcome === 'unknown') return answer('dotted', spf.outcome === 'pass' ? 'cannot-tell' : 'aged', dmarc);
  return spf.outcome === 'pass' ? answer('empty', 'spf-other', spf) : answer('empty', 'nothing', dmarc);
}

type Answer = (seal: Seal, code: SenderCode, finding?: Finding) => SenderVerdict;

/** The provider says that it was proven, and nothing here could be: what still forbids green. */
function attested(
  answer: Answer,
  { dkim, spf, repeated, word }: Readonly<Record<'dkim' | 'spf' | 'repeated' | 'word', Finding>>,
): SenderVerdict {
  if (repeated.outcome === 'warn') return answer('cracked', 'unsigned-copy', repeated);
  if (OPEN.has(dkim.code)) return answer('cracked', 'partly-signed', dkim);
  if (dkim.code === 'not-counted') return answer('cracked', 'not-counted', dkim);
  if (dkim.code === 'faulty') return answer('cracked', 'changed-since', word);
  if (spf.code === 'pass-wide' && dkim.code !== 'author-signature') return answer('cracked', 'spf-wide', spf);
  return answer('whole', 'providers-word', word);
}

/** An aligned domain is proven; what still forbids green. */
function proven(
  answer: Answer,
  { dmarc, dkim, spf, repeated, word }: Readonly<Record<'dmarc' | 'dkim' | 'spf' | 'repeated' | 'word', Finding>>,
): SenderVerdict {
  if (repeated.outcome === 'warn') return answer('cracked', 'unsigned-copy', repeated);
  if (OPEN.has(dkim.code)) return answer('cracked', 'partly-signed', dkim);
  switch (dmarc.code) {
    case 'aligned-by-dkim':
    case 'policy-unknown-dkim':
      return answer('whole', 'aligned', dmarc);
    case 'no-policy-dkim':
      return answer('whole', 'aligned-no-policy', dmarc);
    default:
      if (spf.outcome !== 'pass') return answer('cracked', 'spf-wide', spf);
      // SPF rests on the border found here; the provider knows its own border best.
      if (word.code === 'dmarc-fail' || word.code === 'below-fail')
        return answer('cracked', 'providers-word-fails', word);
      return answer('whole', dmarc.code === 'no-policy-spf' ? 'spf-only-no-policy' : 'spf-only', dmarc);
  }
}
