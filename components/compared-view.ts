import type { Words } from '../lib/browser/words';
import type { Proof } from '../lib/verify/proof';
import { domainName, proofItem } from './proof-part';
import type { Fact, ProofPart, Proven } from './proof-part';
import { say } from './say';

/** The same things as they were found here, as the provider says and as a sealer says; null where nobody else says anything. */
export function comparedPart({ proof }: Proven, words: Words): ProofPart | null {
  const rows = proof.compared.filter(({ provider, sealed }) => provider !== null || sealed !== null);
  if (rows.length === 0) return null;
  const differ = rows.some(({ difference }) => difference !== null);
  return {
    id: 'compared',
    title: words('ui_compared_title'),
    sign: { outcome: differ ? 'warn' : 'absent', quiet: !differ },
    short: words(differ ? 'ui_compared_differ' : 'ui_compared_same'),
    items: [proofItem({ facts: rows.map((row) => factOf(row, words)) })],
  };
}

/** "DKIM sender.example: here fail · your provider pass · forward.example pass". */
function factOf({ method, about, here, provider, sealer, sealed }: Proof['compared'][number], words: Words): Fact {
  return {
    term: `${method.toUpperCase()} ${domainName(about)}`,
    text: [
      say(words, 'ui_compared_here', { result: here }),
      ...(provider === null ? [] : [say(words, 'ui_compared_provider', { result: provider })]),
      ...(sealed === null ? [] : [say(words, 'ui_compared_sealer', { sealer: sealer ?? '?', result: sealed })]),
    ].join(' · '),
  };
}
