/**
 * Implements RFC 9989 4.7 and 4.8: one DMARC Policy Record. RFC 7489's pct, rf and ri are kept for people and change nothing
 * (RFC 9989 A.6), as is the size behind "!" in a reporting URI.
 * Does not implement: reporting (RFC 9990, 9991), records that authorise reports to others.
 */
import { readTags } from '../tags';
import { isReportUri } from './report-uri';

/** What the domain owner asks for mail that fails. */
export type Disposition = 'none' | 'quarantine' | 'reject';

export type AlignmentMode = 'relaxed' | 'strict';

/** Reporting URIs of one tag that are read. */
export const MAX_URIS = 32;

export interface DmarcRecord {
  /** As published, a byte string. */
  readonly text: string;
  /** Null where the tag is missing or not valid; `invalid` tells which. */
  readonly p: Disposition | null;
  readonly sp: Disposition | null;
  readonly np: Disposition | null;
  readonly adkim: AlignmentMode;
  readonly aspf: AlignmentMode;
  readonly psd: 'y' | 'n' | 'u';
  /** t=y: the owner is testing, and expects one level less. */
  readonly testing: boolean;
  /** Those that are syntactically valid. */
  readonly rua: readonly string[];
  readonly ruf: readonly string[];
  readonly fo: readonly string[];
  /** Known tags whose value is none of theirs, or that stand there twice: as if absent but for p, sp and np (4.10.1). */
  readonly invalid: readonly string[];
  /** Tags that RFC 9989 no longer has, with their values, and such as nobody registered. */
  readonly removed: readonly { readonly name: 'pct' | 'rf' | 'ri'; readonly value: string }[];
  readonly unknown: readonly string[];
}

const DISPOSITIONS: ReadonlySet<string> = new Set(['none', 'quarantine', 'reject']);
const REMOVED: ReadonlySet<string> = new Set(['pct', 'rf', 'ri']);
const KNOWN: ReadonlySet<string> = new Set(['v', 'p', 'sp', 'np', 'adkim', 'aspf', 'psd', 't', 'rua', 'ruf', 'fo']);

/**
 * Reads a TXT record (a byte string) published under _dmarc; null if it is none of DMARC's: the tag `v` must be the first and
 * its value exactly DMARC1 (4.7). Anything else that is wrong in it is as good as absent. Never throws.
 */
export function readDmarcRecord(text: string): DmarcRecord | null {
  const { tags } = readTags(text);
  const first = tags[0];
  if (!first || first.name.toLowerCase() !== 'v' || first.value !== 'DMARC1') return null;
  // A list may begin with what is no tag, or with white space; a record may not.
  const before = text.slice(0, first.start - 1);
  if (before.trimEnd().toLowerCase() !== 'v') return null;

  const values = new Map<string, string>();
  const invalid = new Set<string>();
  const removed: { name: 'pct' | 'rf' | 'ri'; value: string }[] = [];
  const unknown: string[] = [];
  for (const tag of tags) {
    // 4.8: words in ABNF are the same in upper and lower case.
    const name = tag.name.toLowerCase();
    if (isRemoved(name)) removed.push({ name, value: tag.value });
    else if (!KNOWN.has(name)) unknown.push(name);
    else if (values.has(name)) invalid.add(name);
    else values.set(name, tag.value);
  }
  // RFC 6376 3.2: no tag may stand there twice, and nobody knows which of the two was meant.
  for (const name of invalid) values.delete(name);

  const word = <Word extends string>(name: string, allowed: ReadonlySet<string>): Word | null => {
    const value = values.get(name);
    if (value === undefined) return null;
    const lower = value.toLowerCase();
    if (allowed.has(lower)) return lower as Word;
    invalid.add(name);
    return null;
  };
  const mode = (name: string): AlignmentMode => (word(name, new Set(['r', 's'])) === 's' ? 'strict' : 'relaxed');
  const uris = (name: string): readonly string[] => {
    const value = values.get(name);
    if (value === undefined) return [];
    const found = value
      .split(',', MAX_URIS)
      .map((uri) => uri.trim())
      .filter(isReportUri);
    if (found.length === 0) invalid.add(name);
    return found;
  };
  return {
    text,
    p: word('p', DISPOSITIONS),
    sp: word('sp', DISPOSITIONS),
    np: word('np', DISPOSITIONS),
    adkim: mode('adkim'),
    aspf: mode('aspf'),
    psd: word('psd', new Set(['y', 'n', 'u'])) ?? 'u',
    testing: word('t', new Set(['y', 'n'])) === 'y',
    rua: uris('rua'),
    ruf: uris('ruf'),
    fo: readOptions(values.get('fo'), invalid),
    invalid: [...invalid],
    removed,
    unknown,
  };
}

function isRemoved(name: string): name is 'pct' | 'rf' | 'ri' {
  return REMOVED.has(name);
}

/** 4.7 fo: options with colons between them, "0" where none is told. */
function readOptions(value: string | undefined, invalid: Set<string>): readonly string[] {
  if (value === undefined) return ['0'];
  const options = value
    .toLowerCase()
    .split(':', 8)
    .map((option) => option.trim());
  if (options.every((option) => option === '0' || option === '1' || option === 'd' || option === 's')) return options;
  invalid.add('fo');
  return ['0'];
}
