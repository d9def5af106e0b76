import type { ArcWord } from './proof';
import type { ArcResult, ArcSetResult } from './rfc/arc/verify-arc';
import { domainOf } from './rfc/auth-results/about';
import type { FieldIndex } from './rfc/dkim/header-data';
import { isUnder } from './rfc/under';
import { sealedResults } from './sealed-results';

/**
 * Who sealed the mail and said that DMARC passed for this author when it came there (RFC 8617 7.2). Each seal of a whole chain is
 * proven, so its words are its own; but whoever sealed later may have changed the mail since. So a sealer is trusted only if all
 * who changed it after are. The newest trusted one, else the newest.
 *
 * What a set's message signature leaves open, others may have changed unnoticed: RFC 8617 lets it leave out From, and RFC 6376 all
 * of the body that l= does not count.
 */
export function arcWordOf(
  arc: ArcResult,
  index: FieldIndex,
  author: string | null,
  sealers: readonly string[],
): ArcWord | null {
  if (arc.result !== 'pass' || author === null) return null;
  const believed = ({ seal }: ArcSetResult): boolean =>
    seal?.domain != null && sealers.some((one) => isUnder(seal.domain ?? '', one));
  let found: ArcWord | null = null;
  const newest = arc.sets.at(-1);
  let allAfter = newest !== undefined && bindsAll(newest);
  for (const set of arc.sets.toReversed()) {
    const { instance, seal, results } = set;
    if (seal?.domain && results && saysPass(index, results.index, seal.domain, author)) {
      // From `oldestPass` on the mail is as that sealer left it, whoever sealed it again.
      const unchanged = arc.oldestPass !== null && arc.oldestPass <= instance && bindsAll(set);
      const trusted = believed(set) && (allAfter || unchanged);
      const word: ArcWord = { instance, sealer: seal.domain, trusted, field: results.index };
      if (trusted) return word;
      found ??= word;
    }
    allAfter &&= believed(set);
  }
  return found;
}

function bindsAll({ message, messageResult }: ArcSetResult): boolean {
  const weaknesses = messageResult?.weaknesses ?? [];
  const open = weaknesses.includes('body-beyond-length') || weaknesses.includes('unsigned-copy');
  return message !== null && message.names.includes('from') && !open;
}

/** One DMARC result, pass, about this author. */
function saysPass(index: FieldIndex, at: number, sealer: string, author: string): boolean {
  const words = sealedResults(index, at, sealer).filter(({ method }) => method === 'dmarc');
  const [word] = words;
  if (!word || words.length > 1 || word.result !== 'pass') return false;
  const from = word.properties.find(({ type, name }) => type === 'header' && name === 'from');
  return from !== undefined && domainOf(from.value) === author;
}
