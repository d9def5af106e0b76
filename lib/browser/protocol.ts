/**
 * What the parts of the extension say to each other. The page's script owns the job: the background is idempotent, may be
 * stopped at any moment, and is simply asked again.
 */
import type { CompanionTrouble, ReportAnswer } from '../companion/ask-report';
import type { Fidelity } from '../verify/message';
import type { Seal } from '../verify/seal';
import type { Report } from '../verify/verdict';
import type { ReaderReport } from './report-of';
import type { Dictionary, Language } from './words';

/** What the page's script knows of an opened mail, beside its head. */
export interface Context {
  readonly webmail: string;
  /** Unique in the account. */
  readonly key: string;
  readonly mailbox: string | null;
  readonly folder: 'sent' | 'drafts' | null;
  /** A mail inside a mail: nobody vouches for its headers. */
  readonly attached: boolean;
  readonly fidelity: Fidelity;
}

/** What the mark shows: a lock, or what keeps one from being shown. */
export type MarkState = Report['transit']['lock'] | 'reading' | 'unreadable';

/** The seal beside it; pending while its proofs are being looked up. */
export type SealState = Seal | 'pending';

/** A mail with its verdict, as mark, panel and popup draw it. Plain data: it crosses message boundaries. */
export interface Judged {
  readonly key: string;
  readonly subject: string | null;
  readonly sender: { readonly name: string | null; readonly address: string | null };
  readonly state: MarkState;
  /** Short words for the mark, full sentence for its tooltip and label, in the reader's language. */
  readonly label: string;
  readonly sentence: string;
  /** Null where there is no verdict at all. */
  readonly seal: { readonly state: SealState; readonly label: string; readonly sentence: string } | null;
  /** The sender's domain is one the reader expects encrypted and signed mail from, and this one was not. */
  readonly alarm: boolean;
  /** False where the reader asked to see marks only when something is wrong, and nothing is. */
  readonly visible: boolean;
  readonly report: Report | null;
  /** Text key of why there is no report. */
  readonly failure: string | null;
}

/**
 * Two passes over one mail. `head`: from its head alone, at once, asking nobody. `full`: with whatever lookups the reader allows, and
 * with the body, where the answer to the first asked for it; null where it could not be had.
 */
export interface JudgeAsk {
  readonly kind: 'judge';
  readonly head: string;
  readonly context: Context;
  readonly pass: 'head' | { readonly body: Blob | null };
}

/** Who is taken to have received a file: nobody that vouches for its lines, a domain's own server, or a known provider (its id). */
export type ReceivedBy =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'domain'; readonly domain: string }
  | { readonly kind: 'provider'; readonly id: string };

/** A mail from a file, or from what was pasted: then octets may have been lost on the way. */
export interface AnalyzeAsk {
  readonly kind: 'analyze';
  readonly source: Blob;
  readonly pasted: boolean;
  readonly receiver: ReceivedBy;
  /** Of a sample: what DNS answers (as `zone` reads it), and when (milliseconds). Null: as the settings allow. */
  readonly answers: { readonly names: unknown; readonly now: number } | null;
}

/** Whether mail to a domain can be encrypted: asked of the companion, on a click alone. */
export interface DomainAsk {
  readonly kind: 'domain';
  /** An A-label; null: the reader's own, of the mail `key`. */
  readonly domain: string | null;
  readonly key: string;
  /** The tab that shows the mail, where a page of the extension asks. */
  readonly tab: number | null;
  /** In a private window nothing is written down. */
  readonly private: boolean;
  /** False where it is asked again for what was pending. */
  readonly first: boolean;
}

/**
 * no-companion: none was named; blocked: the browser does not let it be asked; own-unknown: the background was stopped since the mail was
 * judged, or the webmail did not tell; no-answer: the background stays silent.
 */
export type DomainTrouble = CompanionTrouble | 'no-companion' | 'blocked' | 'own-unknown' | 'no-answer';

export interface DomainFailed {
  readonly kind: 'failed';
  readonly code: DomainTrouble;
  readonly domain: string | null;
  /** Of the companion; empty where there is none. */
  readonly host: string;
  /** Of HTTP; 0 where nothing answered. */
  readonly status: number;
  readonly seconds: number | null;
}

export type DomainAnswer = (Exclude<ReportAnswer, { kind: 'failed' }> & { readonly domain: string }) | DomainFailed;

/** What the reader is shown in the end. */
export type DomainFound = Exclude<DomainAnswer, { kind: 'pending' }>;

/** As much of a mail as the toolbar icon draws. */
export interface Shown {
  readonly state: MarkState;
  readonly seal: SealState | null;
  readonly alarm: boolean;
}

/** From a page's script to the background. */
export type Ask =
  | { readonly kind: 'wake' }
  | JudgeAsk
  | AnalyzeAsk
  | DomainAsk
  /** From the popup, to be saved: what led to the verdict on a mail that a tab shows. */
  | { readonly kind: 'wrong'; readonly tab: number; readonly key: string }
  /** The marks this frame shows now; the toolbar icon draws them. */
  | { readonly kind: 'showing'; readonly states: readonly Shown[] }
  /** Run the panel's code in the asking frame. */
  | { readonly kind: 'panel' }
  | { readonly kind: 'popup' }
  | { readonly kind: 'words' }
  /** "This is my provider's relay": the address of an assumed hop becomes one of the provider's own networks. */
  | { readonly kind: 'confirm-relay'; readonly address: string };

/** The background's answers, by `kind` of what was asked. */
export interface Answers {
  wake: null;
  judge: Pick<Judged, 'state' | 'label' | 'sentence' | 'seal' | 'alarm' | 'visible' | 'report'> & {
    readonly language: Language;
    /** What a second pass could tell more by: lookups, and for that perhaps the body. Null after the last. */
    readonly more: 'lookups' | 'body' | null;
  };
  analyze:
    | {
        readonly ok: true;
        readonly judged: Judged;
        /** What is saved if the reader says that the verdict is wrong. */
        readonly saved: ReaderReport;
        readonly language: Language;
      }
    | { readonly ok: false; readonly code: 'empty' | 'no-mail' | 'unreadable' };
  domain: DomainAnswer;
  /** Null where it is not remembered any more. */
  wrong: ReaderReport | null;
  showing: null;
  panel: { readonly ok: boolean };
  popup: { readonly ok: boolean };
  words: Dictionary;
  'confirm-relay': { readonly ok: boolean };
}

/** From the background to every page's script. */
export type Tell =
  /** Take the marks away if this page's site is off. */
  | { readonly kind: 'sites'; readonly patterns: readonly string[] }
  /** Settings changed: ask again for each mail shown. */
  | { readonly kind: 'judge-again' };

/**
 * A page's script opens a port of this name when its document is left: what it showed is gone. No answer is waited for, because
 * none could arrive.
 */
export const LEFT_PORT = 'left';

/** The popup opens a port of this name to every frame of the tab; each frame posts `OpenMails`, again on change. */
export const OPEN_MAILS_PORT = 'open-mails';

/** The mails that one frame shows. One port reaches all frames, so each says which it is: an id of its own making. */
export interface OpenMails {
  readonly frame: string;
  readonly mails: readonly Judged[];
}
