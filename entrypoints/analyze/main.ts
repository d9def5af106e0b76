import { h, render } from 'preact';
import { browser } from 'wxt/browser';
import type { AnalyzedSource, SampleId } from '../../components/analyze/analyzed-source';
import { Analyze, type Analyzed } from '../../components/Analyze';
import { ask } from '../../lib/browser/ask';
import { dictionary } from '../../lib/browser/dictionary';
import type { AnalyzeAsk, ReceivedBy } from '../../lib/browser/protocol';
import { refuseFile } from '../../lib/browser/refuse-file';
import { readSettings, SETTINGS_KEY } from '../../lib/browser/settings';
import type { ReaderReport } from '../../lib/browser/report-of';
import { saveReport } from '../../lib/browser/save-report';
import { speak } from '../../lib/browser/words';
import { receivers } from '../../lib/verify/receivers/index';

const app = document.getElementById('app') as HTMLElement;
const left = new AbortController();
window.addEventListener('pagehide', () => left.abort());

const providers = receivers.filter(({ kind }) => kind === 'mailbox').map(({ id, name }) => ({ id, name }));
/** Of the mail that is shown. */
let report: ReaderReport | null = null;

async function draw(): Promise<void> {
  const { language } = await readSettings();
  const words = speak(await dictionary(language));
  document.documentElement.lang = words.language;
  document.title = words('ui_analyze_title');
  render(
    h(Analyze, {
      words,
      providers,
      onAnalyze: analyze,
      onWrong: () => {
        if (report !== null) saveReport(report);
        return report !== null;
      },
      onOptions: () => void browser.runtime.openOptionsPage(),
      onCopy: (text: string) =>
        navigator.clipboard.writeText(text).then(
          () => true,
          () => false,
        ),
    }),
    app,
  );
}

async function analyze(source: AnalyzedSource, receiver: ReceivedBy): Promise<Analyzed> {
  const handed = await handOver(source).catch(() => null);
  if (handed === null) return { ok: false, code: 'no-sample' };
  const refused = await refuseFile(handed.source);
  if (refused !== null) return { ok: false, code: refused };
  const answer = await ask(browser.runtime, { kind: 'analyze', receiver, ...handed }, left.signal);
  if (answer === null) return { ok: false, code: 'no-answer' };
  if (answer.ok) report = answer.saved;
  return answer;
}

async function handOver(source: AnalyzedSource): Promise<Pick<AnalyzeAsk, 'source' | 'pasted' | 'answers'>> {
  switch (source.kind) {
    case 'file':
      return { source: source.file, pasted: false, answers: null };
    case 'text':
      // white space above is of the copying, and is no mail's
      return { source: new Blob([source.text.trimStart()]), pasted: true, answers: null };
    case 'sample':
      return sample(source.id);
  }
}

async function sample(id: SampleId): Promise<Pick<AnalyzeAsk, 'source' | 'pasted' | 'answers'>> {
  const [mail, answers] = await Promise.all(
    ['eml', 'json'].map((end) => fetch(browser.runtime.getURL(`/samples/${id}.${end}` as never))),
  );
  const { names, now } = (await answers?.json()) as { names: unknown; now: number };
  return { source: (await mail?.blob()) as Blob, pasted: false, answers: { names, now } };
}

browser.storage.onChanged.addListener((changes, area) => {
  if (area === 'local' && SETTINGS_KEY in changes) void draw();
});
await draw();
