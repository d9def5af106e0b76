import { mayBeAuthors } from './alignment';
import { arcWordOf } from './arc-word';
import { compareResults } from './compare-results';
import { signaturesIn, type Digest } from './digest';
import { distrustSuffix } from './distrust-suffix';
import { checkedDomain, envelopeOf } from './envelope';
import type { Border, Hop, Leg, Stay } from './facts';
import { doubtOf, identifierOf, spfIdentifierOf } from './identifiers';
import { mailingList } from './mailing-list';
import { readHints } from './hints/read-hints';
import { registrable, type OrganisationOf } from './organisation';
import type { Author, Proof, ServiceFound } from './proof';
import { readAddresses } from './rfc/address';
import { verifyArc } from './rfc/arc/verify-arc';
import { attestedResults, type Standing } from './rfc/auth-results/attested';
import type { DkimResult } from './rfc/dkim/verify-signature';
import { verifyDkim } from './rfc/dkim/verify-dkim';
import { lookUpDmarc } from './rfc/dmarc/discover';
import { evaluateDmarc, type DmarcResult } from './rfc/dmarc/evaluate';
import { decodeEncodedWords } from './rfc/encoded-word';
import { readReceivedSpf } from './rfc/received-spf';
import { singularFields } from './rfc/singular-fields';
import { checkHost } from './rfc/spf/check-host';
import { sealedWords } from './sealed-words';
import { recogniseService } from './services/recognise-service';
import type { World } from './world';

/**
 * Seconds after which keys and records are likely to be others than those the mail came under. Senders change keys twice a year
 * or oftener, and withdraw the old ones some days or weeks later.
 */
export const AGED = 30 * 24 * 3600;

/** What is known of the mail's way, which tells whose words count. */
export interface Way {
  readonly hops: readonly Hop[];
  readonly legs: readonly Leg[];
  readonly border: Border;
  readonly stay: Stay;
  readonly standing: Standing;
  readonly organisationOf: OrganisationOf;
  /** Whether a host is the provider's own, by its name. */
  readonly isOwn: (host: string) => boolean;
}

/** Verifies who sent a mail. DKIM, SPF, DMARC and ARC ask at the same time, for none needs another's answers. */
export async function collectProof(digest: Digest, way: Way, world: World): Promise<Proof> {
  const { index, author, bodies, receiver } = digest;
  const { signatures, chain } = signaturesIn(digest);
  const { hops, legs, border, stay, standing, organisationOf } = way;
  const domain = author.state === 'one' ? author.host : null;
  const envelope: Proof['envelope'] = receiver.vouched
    ? envelopeOf(index, hops, legs, border, stay, standing.block, way.isOwn)
    : { known: false, why: 'not-vouched' };
  const receivedAt = receivedAtOf(hops, border);
  const aged = receivedAt === null || world.now() / 1000 - receivedAt > AGED;

  const signers = signatures.flatMap((one) => (one.fault === null && one.domain !== null ? [one.domain] : []));
  const checked = envelope.known ? checkedDomain(envelope) : null;
  const [dkim, spf, lookup, arc] = await Promise.all([
    verifyDkim(signatures, index, bodies, world, receivedAt),
    envelope.known ? checkHost({ ...envelope, receiver: hops[envelope.hop]?.by ?? 'unknown', world }) : null,
    domain === null ? null : lookUpDmarc(domain, checked === null ? signers : [...signers, checked], world),
    verifyArc(chain, index, bodies, world, receivedAt),
  ]);
  const doubts = dkim.results.map((result) => doubtOf(result, aged, digest.fidelity));
  const dmarc = evaluateDmarc({
    author: domain,
    dkim: dkim.results.map((result, at) => identifierOf(result, doubts[at] ?? null)),
    spf: !envelope.known && envelope.why === 'handed-in' ? null : spfIdentifierOf(spf, aged),
    lookup: lookup && distrustSuffix(lookup),
    registrable,
  });
  const attested = attestedResults(index.fields, standing, domain);
  const receivedSpf = receivedSpfOf(digest, standing.block);
  const sealed = sealedWords(arc, index);
  const service = serviceOf(digest, way, dkim.results, dmarc);
  const list = mailingList(index, sealed.length > 0 || service?.kind === 'list');
  const found = { author, envelope, aged, dkim, doubts, spf, dmarc, attested, receivedSpf, sealed, list };
  return {
    ...found,
    receivedAt,
    policy: lookup?.policy ?? null,
    arc,
    arcWord: arcWordOf(arc, index, domain, receiver.sealers),
    compared: compareResults(found),
    repeated: repeatedIn(digest),
    service,
    hints: hintsOf(digest, author, standing.block, dkim.results, dmarc, organisationOf),
  };
}

/** From the border's line, for that one's clock took the mail in; else from the newest. */
function receivedAtOf(hops: readonly Hop[], { hop, kind, attested }: Border): number | null {
  if (attested === 0) return null;
  return (hop !== null && kind === 'shown' ? hops[hop] : hops[0])?.date ?? null;
}

function receivedSpfOf({ index }: Digest, block: number): Proof['receivedSpf'] {
  return (index.named.get('received-spf') ?? []).flatMap((field) => {
    const found = index.fields[field];
    if (!found || field >= block) return [];
    const reading = readReceivedSpf(found.raw, found.valueAt);
    if (!reading.ok) return [];
    return [{ field, result: reading.value.result, ip: reading.value.values.get('client-ip') ?? null }];
  });
}

function repeatedIn({ index }: Digest): Proof['repeated'] {
  return [...singularFields(index.fields)].flatMap(([name, fields]) => (fields.length > 1 ? [{ name, fields }] : []));
}

function valuesOf({ index }: Digest, name: string): readonly string[] {
  return (index.named.get(name) ?? []).map((place) => {
    const field = index.fields[place];
    return field ? field.raw.slice(field.valueAt).trim() : '';
  });
}

function only(values: readonly string[]): string | null {
  return values.length === 1 ? (values[0] ?? null) : null;
}

function serviceOf(
  digest: Digest,
  { hops, border }: Way,
  results: readonly DkimResult[],
  dmarc: DmarcResult,
): ServiceFound | null {
  const valid = results.filter(({ result }) => result === 'pass');
  const found = recogniseService({
    returnPath: valuesOf(digest, 'return-path')[0] ?? null,
    signers: valid.flatMap(({ signature }) => signature.domain ?? []),
    // Whose client it was is known at the lines the provider wrote; further down names are anybody's.
    hosts: hops
      .slice(0, border.attested)
      .flatMap(({ from }) => (from.confirmed && from.rdns !== null ? from.rdns : [])),
    fields: [...digest.index.named.keys()],
    feedbackId: valuesOf(digest, 'feedback-id')[0] ?? valuesOf(digest, 'x-feedback-id')[0] ?? null,
  });
  if (!found) return null;
  const { id, name, nameJa = null, kind, signals } = found.service;
  const own = (signer: string | null): boolean =>
    signals.some(
      ({ at, is }) => (at === 'domain' || at === 'signer') && signer !== null && `.${signer}`.endsWith(`.${is}`),
    );
  const byAuthor = dmarc.dkim.some(({ pass, alignment }) => pass === true && alignment !== null);
  const byService = valid.some(({ signature }) => own(signature.domain));
  return {
    id,
    name,
    nameJa,
    kind,
    certainty: found.certainty,
    at: found.by.at,
    seen: found.by.seen,
    signature: byAuthor ? 'author' : byService ? 'service' : valid.length > 0 ? 'other' : null,
  };
}

/** Fields in which the server that delivers writes for whom. */
const DELIVERED = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'];

function hintsOf(
  digest: Digest,
  author: Author,
  block: number,
  results: readonly DkimResult[],
  dmarc: DmarcResult,
  organisationOf: OrganisationOf,
): Proof['hints'] {
  const { index, bodyStart } = digest;
  const valid = results.flatMap(({ result, signature }, at) =>
    result === 'pass' ? [{ aligned: mayBeAuthors(dmarc, at), fields: signature.names }] : [],
  );
  const addresses = (name: string, end = index.fields.length) =>
    (index.named.get(name) ?? []).flatMap((place) => {
      const field = index.fields[place];
      if (!field || place >= end) return [];
      return readAddresses(field.raw, field.valueAt).mailboxes.flatMap(({ local, host }) =>
        host === null ? [] : [{ local, host }],
      );
    });
  // Recipients matter only where there is a signature to compare them with, and lists of them are long.
  const reader = valid.length === 0 ? [] : DELIVERED.flatMap((name) => addresses(name, block));
  const subject = only(valuesOf(digest, 'subject'));
  return readHints(
    {
      author: author.state === 'one' && author.host !== null ? { ...author, host: author.host } : null,
      subject: subject === null ? null : decodeEncodedWords(subject),
      to: reader.length === 0 ? [] : addresses('to'),
      cc: reader.length === 0 ? [] : addresses('cc'),
      replyTo: addresses('reply-to').map(({ host }) => host),
      fields: [...index.named.keys()],
      contentType: only(valuesOf(digest, 'content-type')),
      body: bodyStart,
      unsubscribe: valuesOf(digest, 'list-unsubscribe'),
      unsubscribePost: valuesOf(digest, 'list-unsubscribe-post'),
      signatures: valid,
      reader,
    },
    organisationOf,
  );
}
