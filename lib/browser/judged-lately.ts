import type { Digest } from '../verify/digest';
import type { Report } from '../verify/verdict';

/** Mails whose heads are kept in memory, for a reader who says that the verdict is wrong. Gone with the background; then the mail is opened anew. */
export const LATELY = 12;

/** One mail as it was judged last. */
export interface JudgedLately {
  readonly digest: Digest;
  readonly report: Report;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
}

const lately = new Map<string, JudgedLately>();

/** `key` is unique in the account that the tab shows. */
export function keepLately(tab: number, key: string, judged: JudgedLately): void {
  const id = `${tab} ${key}`;
  lately.delete(id);
  lately.set(id, judged);
  for (const oldest of lately.keys()) {
    if (lately.size <= LATELY) break;
    lately.delete(oldest);
  }
}

export function judgedLately(tab: number, key: string): JudgedLately | null {
  return lately.get(`${tab} ${key}`) ?? null;
}

/** Forgets what was read in a closed tab. */
export function forgetLately(tab: number): void {
  for (const id of lately.keys()) if (id.startsWith(`${tab} `)) lately.delete(id);
}
