import { digest, signsBody, withBody, type Digest } from '../verify/digest';
import type { Body, Receiver } from '../verify/message';
import type { Report } from '../verify/verdict';
import { verify, verifyTransit } from '../verify/verify';
import { offline } from '../verify/world';
import { WEBMAILS } from '../webmail/index';
import { blobBody } from './blob-body';
import { dictionary } from './dictionary';
import { dnsWorld } from './dns-world';
import { keepLately } from './judged-lately';
import { learnedNames } from './learned';
import { learnFrom } from './learnFrom';
import { mayLookUp } from './lookup-permission';
import type { Answers, Context, JudgeAsk } from './protocol';
import { readSettings, type Settings } from './settings';
import { trust } from './trust';
import { verdictWords } from './verdict-words';
import { speak } from './words';

/** Milliseconds for all lookups of one mail; what is not answered by then is told as such. */
const LOOKUPS_TIMEOUT = 20_000;

/** What holds, whatever the settings say, where the browser's permission is not there. */
const NO_LOOKUPS: Settings['lookups'] = { mode: 'none', resolver: null, trusted: false };

/** Where the asking page is. */
export interface Asker {
  /** Host of the webmail, port included; null where the browser does not tell. */
  readonly site: string | null;
  /** Id of the tab; null where there is none. */
  readonly tab: number | null;
  /** In a private window: nothing is learned, nothing is written down. */
  readonly private: boolean;
}

/** One pass over a mail: both verdicts in the reader's language, as the mark shows them. */
export async function judge(ask: JudgeAsk, asker: Asker): Promise<Answers['judge']> {
  const settings = await readSettings();
  const { context, head, pass } = ask;
  const account = { site: asker.site ?? '', mailbox: context.mailbox };
  const [texts, learned, asks] = await Promise.all([
    dictionary(settings.language),
    learnedNames(account),
    mayLookUp(settings.lookups),
  ]);
  const read = digest(head, receiver(context, settings, learned), context.fidelity);
  const more = pass === 'head' && asks ? moreFor(read) : null;
  const whole = pass === 'head' ? read : await withBlob(read, pass.body);
  const report =
    more !== null
      ? await verifyTransit(read, offline(Date.now()))
      : pass === 'head'
        ? await verify(read, offline(Date.now()))
        : await lookedUp(whole, asks ? settings.lookups : NO_LOOKUPS, asker);
  if (asker.tab !== null && report.sender !== null)
    keepLately(asker.tab, context.key, { digest: whole, report, at: Date.now() });
  // the answer does not wait for it; a background that is stopped first learns from the next mail
  if (pass === 'head' && !asker.private && !context.attached && context.folder === null)
    void learnFrom(account, report);
  const { lock, seal, visible } = trust(report, settings);
  return {
    ...verdictWords(report, speak(texts), { lock, seal }),
    alarm: lock || seal,
    visible,
    report,
    more,
    language: texts.language,
  };
}

/** What is worth a second pass: something to be looked up, and a body that is signed. */
function moreFor(read: Digest): Answers['judge']['more'] {
  return signsBody(read) && read.fidelity !== 'headers-only' ? 'body' : 'lookups';
}

function withBlob(read: Digest, blob: Blob | null): Promise<Digest> | Digest {
  const body: Body | null = blob && blobBody(blob);
  return body === null ? read : withBody(read, body);
}

function lookedUp(read: Digest, lookups: Settings['lookups'], asker: Asker): Promise<Report> {
  const world = dnsWorld(lookups, {
    about: { kind: 'mail', author: read.author.host, site: asker.site },
    private: asker.private,
    signal: AbortSignal.timeout(LOOKUPS_TIMEOUT),
  });
  return verify(read, world);
}

function receiver(context: Context, settings: Settings, learned: readonly string[]): Receiver {
  const { names, networks, gateways } = settings.provider;
  return {
    mailbox: context.mailbox,
    preset: WEBMAILS.find(({ id }) => id === context.webmail)?.receiver ?? null,
    names,
    networks,
    gateways,
    learned,
    folder: context.folder,
    sealers: settings.sealers,
    // Whoever attaches a mail to a mail writes all of its lines, the topmost too.
    vouched: !context.attached,
  };
}
