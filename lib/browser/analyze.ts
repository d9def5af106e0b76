import { zone } from '../dns/zone';
import type { Receiver } from '../verify/message';
import { readMail } from '../verify/read-mail';
import { decodeEncodedWords } from '../verify/rfc/encoded-word';
import type { Digest } from '../verify/digest';
import { verify } from '../verify/verify';
import type { World } from '../verify/world';
import { blobBody } from './blob-body';
import { dictionary } from './dictionary';
import { dnsWorld } from './dns-world';
import { mayLookUp } from './lookup-permission';
import type { AnalyzeAsk, Answers, Judged, ReceivedBy } from './protocol';
import { reportOf } from './report-of';
import { readSettings, type Settings } from './settings';
import { verdictWords } from './verdict-words';
import { speak } from './words';

/** Milliseconds for all lookups of one file. */
const LOOKUPS_TIMEOUT = 20_000;

const NO_LOOKUPS: Settings['lookups'] = { mode: 'none', resolver: null, trusted: false };

/** Judges a mail from a file or from what was pasted, as if the one that the reader names had received it. */
export async function analyze(ask: AnalyzeAsk, privately: boolean): Promise<Answers['analyze']> {
  const settings = await readSettings();
  const [texts, asks] = await Promise.all([dictionary(settings.language), mayLookUp(settings.lookups)]);
  const read = await readMail(blobBody(ask.source), receiverOf(ask.receiver, settings)).catch(() => null);
  if (read === null) return { ok: false, code: 'unreadable' };
  if (!read.ok) return { ok: false, code: read.code };
  // what went through a text field may have lost white space on the way, and a signature with it
  const digest: Digest =
    ask.pasted && read.digest.fidelity === 'exact' ? { ...read.digest, fidelity: 'normalised' } : read.digest;
  const world =
    worldOf(ask) ??
    dnsWorld(asks ? settings.lookups : NO_LOOKUPS, {
      about: { kind: 'file', author: digest.author.host, site: null },
      private: privately,
      signal: AbortSignal.timeout(LOOKUPS_TIMEOUT),
    });
  const report = await verify(digest, world);
  const judged: Judged = {
    key: 'file',
    subject: subjectOf(digest),
    sender: senderOf(digest),
    ...verdictWords(report, speak(texts)),
    alarm: false,
    visible: true,
    report,
    failure: null,
  };
  return { ok: true, judged, saved: await reportOf(digest, report, world.now()), language: texts.language };
}

/** The recorded answers that a sample comes with; null where there are none. */
function worldOf({ answers }: AnalyzeAsk): World | null {
  const read = answers === null ? null : zone(answers.names, answers.now);
  return read?.ok ? read.world : null;
}

function receiverOf(by: ReceivedBy, { sealers }: Settings): Receiver {
  return {
    mailbox: by.kind === 'domain' ? by.domain : null,
    preset: by.kind === 'provider' ? by.id : null,
    names: [],
    networks: [],
    gateways: [],
    learned: [],
    folder: null,
    sealers,
    vouched: by.kind !== 'nobody',
  };
}

function subjectOf({ index: { fields, named } }: Digest): string | null {
  const [place] = named.get('subject') ?? [];
  const field = place === undefined ? undefined : fields[place];
  return field ? decodeEncodedWords(field.raw.slice(field.valueAt).replace(/\r?\n/g, '')).trim() : null;
}

function senderOf({ author: { name, local, host } }: Digest): Judged['sender'] {
  return { name, address: host === null ? null : `${local}@${host}` };
}
