import { digest } from '../verify/digest';
import type { Receiver } from '../verify/message';
import type { Report } from '../verify/verdict';
import { verify } from '../verify/verify';
import { offline } from '../verify/world';
import { dictionary } from './dictionary';
import { learnedNames } from './learned';
import { learnFrom } from './learnFrom';
import type { Answers, Ask } from './protocol';
import { readSettings, type Settings } from './settings';
import { trust } from './trust';
import { speak } from './words';

/** Where the asking page is. */
export interface Asker {
  /** Host of the webmail, port included; null where the browser does not tell. */
  readonly site: string | null;
  /** In a private window: nothing is learned, nothing is written down. */
  readonly private: boolean;
}

/** One pass over a mail's head, asking nobody: the verdict in the reader's language, as the mark shows it. */
export async function judge(ask: Extract<Ask, { kind: 'judge' }>, asker: Asker): Promise<Answers['judge']> {
  const settings = await readSettings();
  const { context, head } = ask;
  const account = { site: asker.site ?? '', mailbox: context.mailbox };
  const [texts, learned] = await Promise.all([dictionary(settings.language), learnedNames(account)]);
  const read = digest(head, receiver(context, settings, learned), context.fidelity);
  const report = vouched(await verify(read, offline(Date.now())), context.attached);
  // the answer does not wait for it; a background that is stopped first learns from the next mail
  if (!asker.private && !context.attached && context.folder === null) void learnFrom(account, report);

  const words = speak(texts);
  const { lock, code, params } = report.transit;
  const wish = trust(report, settings);
  return {
    state: lock,
    label: words(wish.alarm ? 'ui_mark_alarm' : `verdict_${code.replaceAll('-', '_')}_short`),
    sentence: words(`verdict_${code.replaceAll('-', '_')}`, params),
    ...wish,
    report,
    language: texts.language,
  };
}

function receiver(
  context: Extract<Ask, { kind: 'judge' }>['context'],
  settings: Settings,
  learned: readonly string[],
): Receiver {
  const { names, networks, gateways } = settings.provider;
  return { mailbox: context.mailbox, preset: null, names, networks, gateways, learned, folder: context.folder };
}

/** Not one line is attested. */
const NOBODYS: Report['border'] = { hop: null, kind: 'none', attested: 0, steps: [], provider: null, perimeter: null };

/** Whoever attaches a mail to a mail writes all of its lines, the topmost too: a border in there is nobody's word. */
function vouched(report: Report, attached: boolean): Report {
  if (!attached) return report;
  return { ...report, findings: [], border: NOBODYS, transit: { lock: 'dotted', code: 'attached', params: {} } };
}
