import { digest } from '../digest';
import { verify } from '../verify';
import type { Report } from '../verdict';
import { replay } from '../world';
import { FORMAT, type Recording } from './recording';

/**
 * Judges a recorded mail anew, by the answers and proofs recorded; null for what is no recording. Rejects if it leads to a question
 * that was not asked then.
 */
export async function replayRecording(value: unknown): Promise<Report | null> {
  if (!isRecording(value)) return null;
  const { fields, receiver, fidelity, bodies, proven, asked, at } = value;
  const read = digest(`${fields.join('\r\n')}\r\n\r\n`, receiver, fidelity);
  return verify({ ...read, bodies }, { ...replay(asked, at), proven: (signature) => proven[signature] });
}

/** By its outline: who makes one up wrongly gets a rejection. */
function isRecording(value: unknown): value is Recording {
  const file = value as Partial<Recording> | null;
  return (
    typeof file === 'object' &&
    file?.format === FORMAT &&
    typeof file.at === 'number' &&
    typeof file.receiver === 'object' &&
    Array.isArray(file.fields) &&
    Array.isArray(file.asked) &&
    typeof file.proven === 'object' &&
    typeof file.verdict === 'object'
  );
}
