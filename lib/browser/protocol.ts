/**
 * What the parts of the extension say to each other. The page's script owns the job: the background is idempotent, may be
 * stopped at any moment, and is simply asked again.
 */
import type { Fidelity } from '../verify/message';
import type { Report } from '../verify/verdict';
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

/** A mail with its verdict, as mark, panel and popup draw it. Plain data: it crosses message boundaries. */
export interface Judged {
  readonly key: string;
  readonly subject: string | null;
  readonly sender: { readonly name: string | null; readonly address: string | null };
  readonly state: MarkState;
  /** Short words for the mark, full sentence for its tooltip and label, in the reader's language. */
  readonly label: string;
  readonly sentence: string;
  /** The sender's domain is one the reader expects encrypted mail from, and this one was not. */
  readonly alarm: boolean;
  /** False where the reader asked to see marks only when something is wrong, and nothing is. */
  readonly visible: boolean;
  readonly report: Report | null;
  /** Text key of why there is no report. */
  readonly failure: string | null;
}

/** From a page's script to the background. */
export type Ask =
  | { readonly kind: 'wake' }
  | { readonly kind: 'judge'; readonly head: string; readonly context: Context }
  /** The marks this frame shows now; the toolbar icon draws them. */
  | { readonly kind: 'showing'; readonly states: readonly { readonly state: MarkState; readonly alarm: boolean }[] }
  /** Run the panel's code in the asking frame. */
  | { readonly kind: 'panel' }
  | { readonly kind: 'popup' }
  | { readonly kind: 'words' }
  /** "This is my provider's relay": the address of an assumed hop becomes one of the provider's own networks. */
  | { readonly kind: 'confirm-relay'; readonly address: string };

/** The background's answers, by `kind` of what was asked. */
export interface Answers {
  wake: null;
  judge: Pick<Judged, 'state' | 'label' | 'sentence' | 'alarm' | 'visible' | 'report'> & {
    readonly language: Language;
  };
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
