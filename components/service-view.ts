import { keyOf, type Words } from '../lib/browser/words';
import { proofItem, quoted } from './proof-part';
import type { ProofPart, Proven } from './proof-part';
import { say } from './say';

/** Through which delivery service the mail was sent, and whose signature it bears; null where none is recognised. */
export function servicePart({ proof }: Proven, words: Words): ProofPart | null {
  const { service, author } = proof;
  if (service === null) return null;
  const name = words.language === 'ja' ? (service.nameJa ?? service.name) : service.name;
  return {
    id: 'service',
    title: words('ui_service_title'),
    sign: null,
    short: name,
    items: [
      proofItem({
        sentence: say(words, keyOf('ui_service_signed', service.signature ?? 'none'), {
          service: name,
          author: author.host ?? '?',
        }),
        facts: [
          { term: words('ui_term_service_kind'), text: words(keyOf('ui_service_kind', service.kind)) },
          { term: words('ui_term_how_sure'), text: words(keyOf('ui_service_sure', service.certainty)) },
          ...quoted(words('ui_term_seen'), service.seen),
        ],
      }),
    ],
  };
}
