import type { Compared, Difference, Proof } from './proof';
import { domainOf } from './rfc/auth-results/about';
import type { Attested } from './rfc/auth-results/attested';
import type { DkimReason, DkimResult } from './rfc/dkim/verify-signature';
import { readIp } from './rfc/ip';

/** Signing domains that are compared; the best signatures come first. */
export const MAX_COMPARED = 10;

/** What is compared: what was found here, and what others wrote. */
export type Sides = Pick<
  Proof,
  'author' | 'envelope' | 'aged' | 'dkim' | 'doubts' | 'spf' | 'dmarc' | 'attested' | 'receivedSpf' | 'sealed' | 'list'
>;

/** What others wrote of one thing. */
interface Others {
  readonly provider: string | null;
  readonly sealer: string | null;
  readonly sealed: string | null;
  readonly fields: readonly number[];
}

/** The key of a signature that held once is not the one it was made with, or is no more. */
const KEY_CHANGED: ReadonlySet<DkimReason> = new Set<DkimReason>(['no-key', 'key-revoked', 'key-mismatch']);
const SPF_FAILED = ['fail', 'softfail', 'neutral', 'none', 'permerror'];

/**
 * Lays the results found here beside those of the provider and of ARC's sealers, with the likely reason where they differ: a row
 * for each signing domain, for SPF and for DMARC. Causes are guesses from what is known; none of them decides anything.
 */
export function compareResults(sides: Sides): readonly Compared[] {
  const rows = [...signatures(sides), ...envelopes(sides)];
  return [...rows, ...policies(sides, rows)];
}

/** What the provider says of this, and the newest sealer who says "pass" of it, else the newest that speaks of it at all. */
function othersOf({ attested, sealed }: Sides, method: string, about: string, vague: boolean): Others {
  const found = ({ attested: all }: Attested, wanted: string) =>
    all.find((one) => one.method === method && one.about === wanted);
  const word = found(attested, about) ?? (vague ? found(attested, '') : undefined);
  const seals = sealed.filter((one) => one.method === method && (one.about === about || (vague && one.about === '')));
  const seal = seals.find(({ result }) => result === 'pass') ?? seals[0];
  return {
    provider: word?.result ?? null,
    sealer: seal?.sealer ?? null,
    sealed: seal?.result ?? null,
    fields: [...new Set([...(word?.said ?? []), ...(seal ? [seal] : [])].map(({ field }) => field))],
  };
}

function signatures(sides: Sides): readonly Compared[] {
  const best = new Map<string, { readonly one: DkimResult; readonly at: number }>();
  for (const [at, one] of sides.dkim.results.entries()) {
    const { domain } = one.signature;
    if (domain !== null && !best.has(domain) && best.size < MAX_COMPARED) best.set(domain, { one, at });
  }
  return [...best].map(([about, { one, at }]) => {
    // A word that names no domain speaks of all; where there is one signature, of that.
    const others = othersOf(sides, 'dkim', about, sides.dkim.results.length === 1);
    const difference = ofSignature(one, sides.doubts[at] === 'not-exact', others, sides.list !== null);
    const list = difference === 'list-body' || difference === 'list-header' ? sides.list : null;
    return {
      method: 'dkim',
      about,
      here: one.result,
      ...others,
      difference,
      agrees: difference === null && agree(one.result, others),
      fields: [one.signature.index, ...others.fields, ...(list === null ? [] : [list])],
    };
  });
}

function ofSignature(one: DkimResult, notExact: boolean, others: Others, list: boolean): Difference | null {
  const { result, reason } = one;
  const passedThere = others.provider === 'pass';
  const passedBefore = others.sealed === 'pass';
  if (result === 'pass') return others.provider === 'fail' ? 'failed-there' : null;
  if (result === 'temperror')
    return reason !== 'not-asked' && (passedThere || passedBefore) ? 'dns-did-not-answer' : null;
  if (result === 'policy') return passedThere ? 'not-counted-here' : null;
  if (KEY_CHANGED.has(reason)) return passedThere || passedBefore ? 'key-changed-since' : null;
  const body = reason === 'body-changed' || reason === 'body-too-short';
  if (!body && reason !== 'header-changed') return null;
  if (notExact) return passedThere ? 'source-not-exact' : null;
  if (passedThere) return body ? 'body-changed-since' : 'header-changed-since';
  if (list) return body ? 'list-body' : 'list-header';
  if (passedBefore) return body ? 'forwarder-body' : 'forwarder-header';
  return null;
}

function envelopes(sides: Sides): readonly Compared[] {
  const { spf, envelope, receivedSpf, aged, attested } = sides;
  if (spf === null || spf.domain === null || !envelope.known) return [];
  const others = othersOf(sides, 'spf', spf.identity, true);
  const [first] = receivedSpf;
  // Several of them speak of several identities, or of several servers: they count where they are one word.
  const received = first && receivedSpf.every(({ result }) => result === first.result) ? first : null;
  const provider = others.provider ?? received?.result ?? null;
  const difference = ((): Difference | null => {
    if (provider !== 'pass' && !(spf.result === 'pass' && SPF_FAILED.includes(provider ?? ''))) return null;
    if (spf.result === provider) return null;
    if (spf.result === 'temperror') return spf.reason.startsWith('dns-') ? 'dns-did-not-answer' : null;
    const names = attested.attested
      .filter(({ method }) => method === 'spf')
      .flatMap(({ said }) => said.flatMap(({ properties }) => properties))
      .flatMap(({ type, name, value }) => (type === 'smtp' && name === 'mailfrom' ? (domainOf(value) ?? []) : []));
    if (spf.identity === 'mailfrom' && names.length > 0 && !names.includes(spf.domain)) return 'other-sender-there';
    const ip = received?.ip == null ? null : readIp(received.ip);
    if (ip !== null && ip !== envelope.ip) return 'other-address-there';
    return aged ? 'record-changed-since' : 'unexplained';
  })();
  return [
    {
      method: 'spf',
      about: spf.domain,
      here: spf.result,
      ...others,
      provider,
      difference,
      agrees: difference === null && agree(spf.result, { ...others, provider, sealed: null }),
      fields: [envelope.field, ...others.fields, ...(received === null ? [] : [received.field])],
    },
  ];
}

function policies(sides: Sides, rows: readonly Compared[]): readonly Compared[] {
  const { author, dmarc, aged, attested } = sides;
  if (author.state !== 'one' || author.host === null) return [];
  const others = othersOf(sides, 'dmarc', author.host, false);
  const { provider } = others;
  const other = attested.claimed.find(({ own, why }) => own && why === 'other-author');
  const difference = ((): Difference | null => {
    if (other) return 'other-author-there';
    if (provider === 'pass' && dmarc.result === 'temperror')
      return dmarc.reason.startsWith('dns-') ? 'dns-did-not-answer' : null;
    const apart = (provider === 'pass' && dmarc.result === 'fail') || (provider === 'fail' && dmarc.result === 'pass');
    // DMARC follows from DKIM and SPF: what tells of them is told there.
    if (!apart || rows.some((row) => row.difference !== null)) return null;
    return aged ? 'record-changed-since' : 'unexplained';
  })();
  return [
    {
      method: 'dmarc',
      about: author.host,
      here: dmarc.result,
      ...others,
      difference,
      agrees: difference === null && agree(dmarc.result, { ...others, sealed: null }),
      fields: [...others.fields, ...(other ? [other.field] : [])],
    },
  ];
}

/** Both say pass, or both say fail, in whatever words. Who could not tell does not agree. */
function agree(here: string, { provider, sealed }: Pick<Others, 'provider' | 'sealed'>): boolean {
  const yes = (word: string | null): boolean | null =>
    word === 'pass' ? true : word === 'fail' || word === 'softfail' || word === 'permerror' ? false : null;
  const words = [provider, sealed].map(yes).filter((word) => word !== null);
  return words.length > 0 && words.every((word) => word === yes(here));
}
