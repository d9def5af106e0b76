import type { SealedWord } from './proof';
import { readAuthResults } from './rfc/auth-results';
import { aboutOf, domainOf } from './rfc/auth-results/about';
import type { Deviation } from './rfc/auth-results/scan';
import type { ArcResult } from './rfc/arc/verify-arc';
import type { FieldIndex } from './rfc/dkim/header-data';
import { isUnder } from './rfc/under';

/** Results that are kept, over all sets. Real mails have some six for each. */
export const MAX_SEALED = 128;

/** How Microsoft writes; its own seal shows that it is its writing. */
const MICROSOFT = 'microsoft.com';

/**
 * What each sealer of a whole chain wrote of DKIM, SPF and DMARC when the mail came there (RFC 8617 4.1.1), the newest first. A
 * seal proves whose word it is, not that it is true.
 */
export function sealedWords(arc: ArcResult, { fields }: FieldIndex): readonly SealedWord[] {
  if (arc.result !== 'pass') return [];
  const words: SealedWord[] = [];
  for (const { instance, seal, results } of arc.sets.toReversed()) {
    const field = results && fields[results.index];
    const sealer = seal?.domain;
    if (!field || !sealer) continue;
    const deviations: Deviation[] = ['bare-value', 'trailing-semicolon'];
    if (isUnder(sealer, MICROSOFT)) deviations.push('action');
    const reading = readAuthResults(field.raw, field.valueAt, 'arc', deviations);
    if (!reading.ok) continue;
    for (const one of reading.value.results) {
      const { method, result, registered, properties } = one;
      if (!registered || !['dkim', 'spf', 'dmarc'].includes(method) || words.length === MAX_SEALED) continue;
      const from = properties.find(({ type, name }) => type === 'header' && name === 'from');
      const about = method === 'dmarc' ? ((from && domainOf(from.value)) ?? '') : aboutOf(one);
      words.push({ instance, sealer, field: results.index, method, about, result });
    }
  }
  return words;
}
