/**
 * Implements RFC 9989 4.10.1 (which record applies to an author domain, and which of its policies), 4.7's test mode, 3.2's
 * non-existent domains (RFC 8020), and the walks that alignment needs (4.10.2).
 * Does not implement: anything a receiver may do with a policy.
 */
import type { Failure, World } from '../../world';
import type { DmarcRecord, Disposition } from './record';
import { asker, isPublishable, walkTree, type Found, type Walk } from './walk';

/** Domains besides the author's that walks are made for: ten signatures and one reverse-path. */
export const MAX_WALKS = 11;

export type PolicyReason =
  // none
  | 'no-record'
  | 'several-records' // 4.10 step 2: all discarded, and none found elsewhere
  | 'no-valid-policy' // 4.10.1: p missing, or p, sp or np not valid, and nobody to report to
  // found
  | 'policy-taken-as-none' // the same, with a valid rua
  | 'test-mode' // t=y
  | 'existence-unknown' // np and sp differ, and DNS did not tell whether the author domain exists
  // permerror
  | 'no-such-name' // DNS cannot have such a name
  // temperror
  | 'not-asked'
  | `dns-${Exclude<Failure, 'nxdomain' | 'not-asked'>}`;

interface Known {
  readonly author: string;
  /** The Organizational Domain of the author domain; null where DNS did not tell. */
  readonly organisation: string | null;
  /** Every record that the walk came past, in its order. */
  readonly records: readonly Found[];
  readonly reasons: readonly PolicyReason[];
}

export type DmarcPolicy =
  | (Known & {
      readonly status: 'found';
      readonly record: DmarcRecord;
      /** The domain that published it. */
      readonly at: string;
      /** Which of its policies applies; null where it has none that is valid. */
      readonly tag: 'p' | 'sp' | 'np' | null;
      readonly requested: Disposition;
      /** What is expected after t=y. */
      readonly effective: Disposition;
    })
  | (Known & {
      readonly status: 'none';
      /** A record with no policy that counts; else null. */
      readonly record: DmarcRecord | null;
      readonly at: string | null;
    })
  | (Known & { readonly status: 'temperror' | 'permerror' });

export interface DmarcLookup {
  readonly policy: DmarcPolicy;
  /** Organizational Domains of the domains given, where alignment needs them; null where DNS did not tell. */
  readonly organisations: ReadonlyMap<string, string | null>;
}

/** The policy that applies to mail of `author` (a lower-case A-label). Never throws for what DNS answers. */
export async function discoverPolicy(author: string, world: World): Promise<DmarcPolicy> {
  return (await lookUpDmarc(author, [], world)).policy;
}

/**
 * The policy and, asked for at the same time, the Organizational Domains of `domains` (lower-case A-labels: those that signed,
 * and SPF's). A domain that cannot have the author's is not asked for.
 */
export async function lookUpDmarc(author: string, domains: readonly string[], world: World): Promise<DmarcLookup> {
  const organisations = new Map<string, string | null>();
  if (!isPublishable(author)) {
    const reasons: PolicyReason[] = ['no-such-name'];
    return { policy: { status: 'permerror', author, organisation: null, records: [], reasons }, organisations };
  }
  const ask = asker(world);
  const others = [...new Set(domains)].filter((domain) => domain !== author);
  const walkAll = async (chosen: readonly string[]): Promise<void> => {
    const walks = chosen.slice(0, MAX_WALKS - organisations.size).map((domain) => walkTree(domain, ask));
    for (const { start, organisation } of await Promise.all(walks)) organisations.set(start, organisation);
  };
  const [walk] = await Promise.all([
    walkTree(author, ask),
    walkAll(others.filter((domain) => sharesLabels(author, domain))),
  ]);
  // A top-level domain that is somebody's Organizational Domain (psd=n, or a record without psd=y) is rare: asked for then.
  const { organisation } = walk;
  if (organisation !== null && !organisation.includes('.'))
    await walkAll(others.filter((domain) => !organisations.has(domain) && domain.endsWith(`.${organisation}`)));
  return { policy: await policyOf(walk, world), organisations };
}

/** True if the two can have one Organizational Domain of more than one label, or one is above the other. */
function sharesLabels(one: string, other: string): boolean {
  if (one.endsWith(`.${other}`) || other.endsWith(`.${one}`)) return true;
  const lastTwo = (domain: string): string => domain.split('.').slice(-2).join('.');
  return lastTwo(one).includes('.') && lastTwo(one) === lastTwo(other);
}

async function policyOf(walk: Walk, world: World): Promise<DmarcPolicy> {
  const { start: author, organisation, found: records, trouble } = walk;
  const known = { author, organisation, records };
  // The author domain's own record is the policy whatever lies above it.
  const own = records[0]?.domain === author ? records[0] : undefined;
  if (!own && trouble) {
    const reason: PolicyReason = trouble.failure === 'not-asked' ? 'not-asked' : `dns-${trouble.failure}`;
    return { ...known, status: 'temperror', reasons: [reason] };
  }
  const suffix = records.at(-1)?.record.psd === 'y' ? records.at(-1) : undefined;
  const applied = own ?? records.find(({ domain }) => domain === organisation) ?? suffix;
  if (!applied) {
    const reason: PolicyReason = walk.several.length > 0 ? 'several-records' : 'no-record';
    return { ...known, status: 'none', record: null, at: null, reasons: [reason] };
  }
  const { record, domain: at } = applied;
  const broken = record.p === null || record.invalid.includes('sp') || record.invalid.includes('np');
  if (broken && record.rua.length === 0) return { ...known, status: 'none', record, at, reasons: ['no-valid-policy'] };
  if (broken) {
    const reasons: PolicyReason[] = ['policy-taken-as-none'];
    return { ...known, status: 'found', record, at, tag: null, requested: 'none', effective: 'none', reasons };
  }
  const { tag, requested, reasons } = await choose(record, author, own !== undefined, world);
  // 4.7: t has no effect on "none".
  const tested = record.testing && requested !== 'none';
  const effective = tested ? milder(requested) : requested;
  return {
    ...known,
    status: 'found',
    record,
    at,
    tag,
    requested,
    effective,
    reasons: tested ? [...reasons, 'test-mode'] : reasons,
  };
}

interface Choice {
  readonly tag: 'p' | 'sp' | 'np';
  readonly requested: Disposition;
  readonly reasons: readonly PolicyReason[];
}

/** p for the domain itself; below it np if the author domain does not exist, sp if it does, and p in their stead. */
async function choose(record: DmarcRecord, author: string, own: boolean, world: World): Promise<Choice> {
  const { sp, np } = record;
  const p = record.p ?? 'none';
  if (own) return { tag: 'p', requested: p, reasons: [] };
  const existing: Choice =
    sp === null ? { tag: 'p', requested: p, reasons: [] } : { tag: 'sp', requested: sp, reasons: [] };
  if (np === null || np === existing.requested) return existing;
  const absent: Choice = { tag: 'np', requested: np, reasons: [] };
  const exists = await existence(author, world);
  if (exists !== null) return exists ? existing : absent;
  const lesser = LEVELS.indexOf(np) < LEVELS.indexOf(existing.requested) ? absent : existing;
  return { ...lesser, reasons: ['existence-unknown'] };
}

/**
 * 3.2 by RFC 8020: NXDOMAIN for the name, whatever type was asked for, is the whole answer; any answer without it means that
 * the name exists, with or without such records. Null where DNS told neither.
 */
async function existence(domain: string, world: World): Promise<boolean | null> {
  const answers = await Promise.all((['A', 'AAAA', 'MX'] as const).map((type) => world.dns(domain, type)));
  // A server that denies one type's name and gives another's record is broken; the record is there.
  if (answers.some((answer) => answer.ok)) return true;
  return answers.some((answer) => !answer.ok && answer.failure === 'nxdomain') ? false : null;
}

const LEVELS: readonly Disposition[] = ['none', 'quarantine', 'reject'];

/** 4.7, t=y: one level below. */
function milder(policy: Disposition): Disposition {
  return LEVELS[LEVELS.indexOf(policy) - 1] ?? 'none';
}
