import type { SealedWord } from './proof';
import { aboutOf, domainOf } from './rfc/auth-results/about';
import type { ArcResult } from './rfc/arc/verify-arc';
import type { FieldIndex } from './rfc/dkim/header-data';
import { sealedResults } from './sealed-results';

/** Results that are kept, over all sets. Real mails have some six for each. */
export const MAX_SEALED = 128;

/**
 * What each sealer of a whole chain wrote of DKIM, SPF and DMARC when the mail came there (RFC 8617 4.1.1), the newest first. A
 * seal proves whose word it is, not that it is true.
 */
export function sealedWords(arc: ArcResult, index: FieldIndex): readonly SealedWord[] {
  if (arc.result !== 'pass') return [];
  const words: SealedWord[] = [];
  for (const { instance, seal, results } of arc.sets.toReversed()) {
    const sealer = seal?.domain;
    if (!results || !sealer) continue;
    for (const one of sealedResults(index, results.index, sealer)) {
      const { method, result, registered, properties } = one;
      if (!registered || !['dkim', 'spf', 'dmarc'].includes(method) || words.length === MAX_SEALED) continue;
      const from = properties.find(({ type, name }) => type === 'header' && name === 'from');
      const about = method === 'dmarc' ? ((from && domainOf(from.value)) ?? '') : aboutOf(one);
      words.push({ instance, sealer, field: results.index, method, about, result });
    }
  }
  return words;
}
