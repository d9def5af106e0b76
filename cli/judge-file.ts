import type { Readable } from 'node:stream';
import type { Digest } from '../lib/verify/digest';
import type { Receiver } from '../lib/verify/message';
import { readMail } from '../lib/verify/read-mail';
import type { Report } from '../lib/verify/verdict';
import { verify } from '../lib/verify/verify';
import type { World } from '../lib/verify/world';
import { EXIT, gravest, toneOfLock, toneOfSeal } from './exit-codes';
import type { Exit } from './exit-codes';
import { openSource } from './source';
import type { Trouble } from './trouble';
import { troubleOf } from './trouble';

export interface JudgedFile {
  readonly ok: true;
  /** As typed. */
  readonly name: string;
  readonly exit: Exit;
  readonly report: Report;
  readonly digest: Digest;
  /** The head is larger than what was read of it. */
  readonly cut: boolean;
}

export type FileJudgement = JudgedFile | { readonly ok: false; readonly name: string; readonly trouble: Trouble };

/** Judges one file, whatever is in it; `world` is asked for once the file was read. Never rejects: a bug is told as trouble of this file alone. */
export async function judgeFile(
  name: string,
  receiver: Receiver,
  world: () => World,
  stdin: Readable,
): Promise<FileJudgement> {
  const opened = await openSource(name, stdin);
  if (!opened.ok) return { ok: false, name, trouble: opened.trouble };
  const { source } = opened;
  const unread = (): FileJudgement => ({ ok: false, name, trouble: { code: 'unreadable', exit: EXIT.io } });
  try {
    const read = await readMail(source.octets, receiver);
    if (source.failed()) return unread();
    if (!read.ok) return { ok: false, name, trouble: { code: read.code, exit: EXIT.data } };
    const { digest, cut } = read;
    const report = await verify(digest, world());
    return { ok: true, name, exit: exitOf(report, receiver.vouched), report, digest, cut };
  } catch (error) {
    return source.failed()
      ? { ok: false, name, trouble: troubleOf(error) }
      : { ok: false, name, trouble: { code: 'internal', exit: EXIT.software } };
  } finally {
    await source.close().catch(() => undefined);
  }
}

/** The graver of both verdicts. The lock of a mail that nobody is said to have received was not asked for, and does not count. */
function exitOf({ transit, sender }: Report, vouched: boolean): Exit {
  const seal = EXIT[sender === null ? 'unknown' : toneOfSeal(sender.seal)];
  return vouched ? gravest([EXIT[toneOfLock(transit.lock)], seal]) : seal;
}
