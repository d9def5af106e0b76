import { authorOf } from '../verify/author';
import { digest, signsBody, withBody, type Digest } from '../verify/digest';
import type { Body, Receiver } from '../verify/message';
import type { Report } from '../verify/verdict';
import { verify } from '../verify/verify';
import { offline } from '../verify/world';
import { blobBody } from './blob-body';
import { dictionary } from './dictionary';
import { dnsWorld } from './dns-world';
import { learnedNames } from './learned';
import { learnFrom } from './learnFrom';
import type { Answers, Context, JudgeAsk } from './protocol';
import { readSettings, type Settings } from './settings';
import { trust } from './trust';
import { verdictWords } from './verdict-words';
import { speak } from './words';

/** Milliseconds for all lookups of one mail; what is not answered by then is told as such. */
const LOOKUPS_TIMEOUT = 20_000;

/** Where the asking page is. */
export interface Asker {
  /** Host of the webmail, port included; null where the browser does not tell. */
  readonly site: string | null;
  /** In a private window: nothing is learned, nothing is written down. */
  readonly private: boolean;
}

/** One pass over a mail: both verdicts in the reader's language, as the mark shows them. */
export async function judge(ask: JudgeAsk, asker: Asker): Promise<Answers['judge']> {
  const settings = await readSettings();
  const { context, head, pass } = ask;
  const account = { site: asker.site ?? '', mailbox: context.mailbox };
  const [texts, learned] = await Promise.all([dictionary(settings.language), learnedNames(account)]);
  const read = digest(head, receiver(context, settings, learned), context.fidelity);
  const more = pass === 'head' ? moreFor(read, settings) : null;
  const report =
    pass === 'head'
      ? await verify(read, offline(Date.now()))
      : await lookedUp(await withBlob(read, pass.body), settings, asker, context);
  // the answer does not wait for it; a background that is stopped first learns from the next mail
  if (pass === 'head' && !asker.private && !context.attached && context.folder === null)
    void learnFrom(account, report);
  const { lock, seal, visible } = trust(report, settings, more !== null);
  return {
    ...verdictWords(report, speak(texts), { lock, seal, pending: more !== null }),
    alarm: lock || seal,
    visible,
    report,
    more,
    language: texts.language,
  };
}

/** What is worth a second pass: something to be looked up, and a body that is signed. */
function moreFor(read: Digest, { lookups }: Settings): Answers['judge']['more'] {
  if (lookups.mode === 'none' || lookups.resolver === null) return null;
  return signsBody(read) && read.fidelity !== 'headers-only' ? 'body' : 'lookups';
}

function withBlob(read: Digest, blob: Blob | null): Promise<Digest> | Digest {
  const body: Body | null = blob && blobBody(blob);
  return body === null ? read : withBody(read, body);
}

function lookedUp(read: Digest, { lookups }: Settings, asker: Asker, context: Context): Promise<Report> {
  const { host } = authorOf(read.index);
  const world = dnsWorld(lookups, {
    mail: [host ?? '', asker.site ?? '', context.key].join(' '),
    private: asker.private,
    signal: AbortSignal.timeout(LOOKUPS_TIMEOUT),
  });
  return verify(read, world);
}

function receiver(context: Context, settings: Settings, learned: readonly string[]): Receiver {
  const { names, networks, gateways } = settings.provider;
  return {
    mailbox: context.mailbox,
    preset: null,
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
