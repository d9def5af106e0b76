import type { Answers, Ask, Context } from '../../browser/protocol';
import type { Expected, RawSource, Webmail } from '../webmail';

type Source = Extract<RawSource, { ok: true }>;
type Answer = Promise<Answers['judge'] | null>;

/** What was asked before the page showed the mail, and what came of it. */
export interface Sent {
  readonly source: Promise<RawSource>;
  /** The verdict, if it was asked for with the very words that the page now tells of the mail; else null. */
  verdict(context: Context): Answer | null;
}

export interface Ahead {
  /** To be called whenever the document has changed and shows no mail yet. */
  look(): void;
  /** Hands over what was sent for, if it is this mail's; it then ends with the mail. */
  take(webmail: Webmail, key: string, gone: AbortSignal): Sent | null;
  /** A verdict that is on its way is of old settings. */
  forget(): void;
  /** The page shows something else than its address said. */
  end(): void;
}

export interface AheadOf {
  readonly document: Document;
  readonly webmails: readonly Webmail[];
  readonly ask: (ask: Extract<Ask, { kind: 'judge' }>, signal: AbortSignal) => Answer;
  readonly send: (webmail: Webmail, mail: Expected, signal: AbortSignal) => Promise<RawSource>;
  readonly signal: AbortSignal;
}

/** What the background is told of a mail. */
export function contextOf(webmail: Webmail, mail: Expected, { fidelity }: Source): Context {
  const { key, mailbox, folder, attached } = mail;
  return { webmail: webmail.id, key, mailbox, folder, attached, fidelity };
}

interface Early {
  readonly webmail: Webmail;
  readonly key: string;
  readonly gone: AbortController;
  /** Ends with `gone`, and with the engine. */
  readonly signal: AbortSignal;
  readonly source: Promise<RawSource>;
  asked: { readonly of: string; readonly answer: Answer } | null;
}

/**
 * Sends for the source of the mail that a page is going to show, and asks for its verdict, while the page is still being parsed:
 * then the verdict is there when the mail is. The address alone says which mail; nothing is drawn before the page shows it.
 */
export function ahead({ document, webmails, ask, send, signal }: AheadOf): Ahead {
  let early: Early | null = null;

  async function judge(one: Early): Promise<void> {
    const source = await one.source;
    const mail = one.webmail.ahead?.(document) ?? null;
    if (!source.ok || one.signal.aborted || mail?.key !== one.key) return;
    const context = contextOf(one.webmail, mail, source);
    one.asked = {
      of: JSON.stringify(context),
      answer: ask({ kind: 'judge', head: source.head, context, pass: 'head' }, one.signal),
    };
  }

  return {
    look() {
      if (early !== null || document.readyState !== 'loading') return;
      for (const webmail of webmails) {
        const mail = webmail.ahead?.(document) ?? null;
        // the best route, or none yet: a worse one would be an answer of less worth
        if (mail === null || !webmail.routes[0]?.url(mail, document)) continue;
        const gone = new AbortController();
        const until = AbortSignal.any([signal, gone.signal]);
        const source = send(webmail, mail, until);
        early = { webmail, key: mail.key, gone, signal: until, source, asked: null };
        void judge(early);
        return;
      }
    },
    take(webmail, key, gone) {
      if (early === null || early.webmail !== webmail || early.key !== key) return null;
      const taken = early;
      early = null;
      gone.addEventListener('abort', () => taken.gone.abort());
      return {
        source: taken.source,
        verdict: (context) => (taken.asked?.of === JSON.stringify(context) ? taken.asked.answer : null),
      };
    },
    forget() {
      if (early !== null) early.asked = null;
    },
    end() {
      early?.gone.abort();
      early = null;
    },
  };
}
