import type { Words } from '../lib/browser/words';
import { answersPart } from './answers-view';
import { arcPart } from './arc-view';
import { comparedPart } from './compared-view';
import { dmarcPart } from './dmarc-view';
import type { ProofPart, Proven } from './proof-part';
import { providerPart } from './provider-view';
import { servicePart } from './service-view';
import { signaturePart } from './signature-view';
import { spfPart } from './spf-view';

/** All that tells who sent a mail, in the order it is read in; for the panel and for its text alike. */
export function proofParts(report: Proven, words: Words, timeZone?: string): readonly ProofPart[] {
  return [
    signaturePart(report, words, timeZone),
    spfPart(report, words),
    dmarcPart(report, words),
    arcPart(report, words, timeZone),
    providerPart(report, words),
    comparedPart(report, words),
    servicePart(report, words),
    answersPart(report, words),
  ].filter((part) => part !== null);
}
