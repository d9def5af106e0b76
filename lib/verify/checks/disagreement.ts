import { check, type Params } from '../check';
import { fieldSeen } from '../evidence';
import type { Facts } from '../facts';

type Row = Facts['proof']['compared'][number];

/** Fields that are shown. */
const SHOWN = 8;

/** Another author, read by the provider in the same From, comes before all: one of the two reads it wrong. */
const FIRST = 'other-author-there';

/** Do others tell of this mail what was found here, and if not, why not? The likely cause is named; it decides nothing. */
export const disagreement = check({
  id: 'disagreement',
  about: 'sender',
  weight: 'informs',
  codes: [
    'agrees',
    'nothing-to-compare',
    'list-body',
    'list-header',
    'forwarder-body',
    'forwarder-header',
    'body-changed-since',
    'header-changed-since',
    'source-not-exact',
    'key-changed-since',
    'record-changed-since',
    'dns-did-not-answer',
    'not-counted-here',
    'failed-there',
    'other-author-there',
    'other-sender-there',
    'other-address-there',
    'unexplained',
  ],
  judge({ proof, fields, border }) {
    const { compared } = proof;
    const provider = border.provider?.name ?? '';
    const seen = (rows: readonly Row[]) =>
      [...new Set(rows.flatMap((row) => row.fields))].slice(0, SHOWN).flatMap((place) => fieldSeen(place, fields));
    const apart = compared.filter(({ difference }) => difference !== null);
    const told = apart.find(({ difference }) => difference === FIRST) ?? apart[0];
    if (told?.difference) {
      const { difference, method, about } = told;
      const params: Params = {
        provider,
        method: METHODS[method],
        domain: about,
        sealer: told.sealer ?? '',
        here: told.here,
        there: told.provider ?? '',
        other: difference === FIRST ? otherAuthor(proof) : '',
      };
      const unknown = difference === 'dns-did-not-answer' || difference === 'source-not-exact';
      return { outcome: unknown ? 'unknown' : 'warn', code: difference, params, seen: seen([told]) };
    }
    const agreed = compared.filter(({ agrees }) => agrees);
    if (agreed.length === 0) return { outcome: 'absent', code: 'nothing-to-compare', seen: [] };
    const methods = [...new Set(agreed.map(({ method }) => METHODS[method]))].join(', ');
    return { outcome: 'pass', code: 'agrees', params: { methods }, seen: seen(agreed) };
  },
});

const METHODS = { dkim: 'DKIM', spf: 'SPF', dmarc: 'DMARC' } as const;

/** The author that the provider read, as it wrote it. */
function otherAuthor({ attested }: Facts['proof']): string {
  const said = attested.claimed.find(({ own, why }) => own && why === 'other-author');
  return said?.properties.find(({ type, name }) => type === 'header' && name === 'from')?.value ?? '';
}
