import { check, type Params } from '../check';
import { fieldSeen, namedSeen } from '../evidence';
import type { Facts } from '../facts';

type Service = NonNullable<Facts['proof']['service']>;

/** Through which delivery service was the mail sent, how sure is that, and whose is the signature? */
export const deliveryService = check({
  id: 'delivery-service',
  about: 'sender',
  weight: 'informs',
  codes: [
    'none',
    'own-mailbox',
    'author-signed',
    'author-envelope',
    'author-host',
    'author-field',
    'service-signed',
    'other-envelope',
    'other-host',
    'other-field',
    'undecided-signed',
    'undecided-envelope',
    'undecided-host',
    'undecided-field',
    'unsigned-envelope',
    'unsigned-host',
    'unsigned-field',
  ],
  judge({ proof, fields, hops, border }) {
    const { service, author, dkim, dmarc } = proof;
    if (service === null) return { outcome: 'absent', code: 'none', seen: [] };
    const valid = dkim.results.filter(({ result }) => result === 'pass');
    const other = valid[0]?.signature.domain ?? '';
    const params: Params = {
      service: service.name,
      ...(service.nameJa === null ? {} : { service_ja: service.nameJa }),
      author: author.host ?? '',
      domain: service.certainty === 'signed' ? service.seen : other,
    };
    const seen = [
      ...whereSeen(service, { fields, hops, border }),
      ...valid.flatMap(({ signature }) => fieldSeen(signature.index, fields)),
    ];
    const { certainty, signature } = service;
    if (signature === 'author') {
      // Mailboxes at the service's own domain (gmail.com): one signature is both.
      const both = dmarc.dkim.some(
        ({ domain, pass, alignment }) => pass === true && alignment !== null && domain === service.seen,
      );
      if (certainty === 'signed' && both) return { outcome: 'pass', code: 'own-mailbox', params, seen };
      return { outcome: 'pass', code: `author-${certainty}`, params, seen };
    }
    // A signature that could not be judged may be the author's.
    const open = dmarc.dkim.some(({ pass, alignment }) => pass === null && (alignment !== null || signature === null));
    if (open) return { outcome: 'unknown', code: `undecided-${certainty}`, params, seen };
    if (signature === 'service' || certainty === 'signed')
      return { outcome: 'warn', code: 'service-signed', params, seen };
    if (signature === 'other') return { outcome: 'warn', code: `other-${certainty}`, params, seen };
    return { outcome: 'warn', code: `unsigned-${certainty}`, params, seen };
  },
});

/** The words of the mail that named the service, but for signatures. */
function whereSeen({ at, seen }: Service, { fields, hops, border }: Pick<Facts, 'fields' | 'hops' | 'border'>) {
  switch (at) {
    case 'return-path':
      return namedSeen('return-path', fields).slice(0, 1);
    case 'host':
      return hops
        .slice(0, border.attested)
        .filter(({ from }) => from.rdns === seen)
        .slice(0, 1)
        .flatMap(({ field }) => fieldSeen(field, fields));
    case 'field':
      return namedSeen(seen, fields);
    case 'feedback-id':
      return [...namedSeen('feedback-id', fields), ...namedSeen('x-feedback-id', fields)].slice(0, 1);
    default:
      return [];
  }
}
