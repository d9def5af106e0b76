import type { Outcome } from '../lib/verify/check';
import type { Proof } from '../lib/verify/proof';
import type { Report } from '../lib/verify/verdict';
import type { CoverageView } from './coverage-view';
import { decodeBytes, visibleName } from './visible';

/** The report of a mail whose sender was looked into. */
export type Proven = Report & { readonly proof: Proof };

/** A report with its proofs; null where they are still being looked up. */
export function provenOf(report: Report | null): Proven | null {
  return report?.proof ? { ...report, proof: report.proof } : null;
}

/** True where the seal waits for lookups that are off: nobody was asked, and only the reader can change that. */
export function isUnasked({ sender, asked }: Pick<Report, 'sender' | 'asked'>): boolean {
  if (sender?.code === 'not-asked') return true;
  return sender?.code === 'providers-word' && asked.some(({ answer }) => !answer.ok && answer.failure === 'not-asked');
}

/** One thing that was found, under the name it goes by. All texts of a part are ready to be shown: bounded, with nothing hidden. */
export interface Fact {
  readonly term: string;
  readonly text: string;
  /** Words of a header field or of DNS: drawn as such, and always from left to right. */
  readonly code?: boolean;
}

/** One signature, one set of a chain, one record: its sentence, what matters of it, and the rest for who wants it. */
export interface ProofItem {
  readonly title: string | null;
  readonly tag: string | null;
  readonly sign: Sign | null;
  readonly sentence: string | null;
  readonly facts: readonly Fact[];
  readonly more: readonly Fact[];
  readonly coverage: CoverageView | null;
}

/** How something went. Quiet: it went well, and that proves nothing about the author, so it is not coloured in. */
export interface Sign {
  readonly outcome: Outcome;
  readonly quiet: boolean;
}

/** What one method tells of the sender: a row to be opened. */
export interface ProofPart {
  readonly id: string;
  readonly title: string;
  readonly sign: Sign | null;
  /** In a few words, for the closed row. */
  readonly short: string;
  readonly items: readonly ProofItem[];
}

/** An item with nothing but what is given. */
export function proofItem(part: Partial<ProofItem>): ProofItem {
  return {
    title: null,
    tag: null,
    sign: null,
    sentence: null,
    facts: [],
    more: [],
    coverage: null,
    ...part,
  };
}

/** How the check of that id came out. One that is not there is unknown, never in order. */
export function outcomeOf({ findings }: Pick<Report, 'findings'>, id: string): Outcome {
  return findings.find((one) => one.id === id)?.outcome ?? 'unknown';
}

/** Characters of a record or of a field's words that are shown. */
const MAX_WRITTEN = 300;

/** Octets that strangers wrote, as text of one line. */
export function written(bytes: string, limit = MAX_WRITTEN): string {
  return visibleName(decodeBytes(bytes), limit);
}

/** Longest name that DNS can hold, dots included (RFC 1035 2.3.4). */
const MAX_DOMAIN = 255;

/** A domain, whole: whose it is stands at its end, so that is never cut off. */
export function domainName(domain: string): string {
  return written(domain, MAX_DOMAIN);
}

/** A fact in the words that strangers wrote; none where there are none. */
export function quoted(term: string, bytes: string | null, limit = MAX_WRITTEN): readonly Fact[] {
  return bytes === null || bytes === '' ? [] : [{ term, text: written(bytes, limit), code: true }];
}
