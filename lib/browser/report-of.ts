import type { Digest } from '../verify/digest';
import { verdictOf, type Recording } from '../verify/recording/recording';
import { replayRecording } from '../verify/recording/replay-recording';
import { writeRecording } from '../verify/recording/write-recording';
import type { Report } from '../verify/verdict';

/** What a reader saves who says that a verdict is wrong; docs/recordings.md. */
export interface ReaderReport extends Recording {
  /** Judged again from the recording, without what it hides, the mail comes to the same. */
  readonly faithful: boolean;
}

/** `at`: when it was judged, in milliseconds since 1970-01-01 UTC. */
export async function reportOf(digest: Digest, report: Report, at: number): Promise<ReaderReport> {
  const recording = writeRecording(digest, report, at);
  const again = await replayRecording(recording).catch(() => null);
  const faithful = again !== null && JSON.stringify(verdictOf(again)) === JSON.stringify(recording.verdict);
  return { ...recording, faithful };
}
