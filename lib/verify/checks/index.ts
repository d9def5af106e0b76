import type { Check } from '../check';
import { account } from './account';
import { anonymousCipher } from './anonymous-cipher';
import { arc } from './arc';
import { author } from './author';
import { bulkRules } from './bulk-rules';
import { claimedLegs } from './claimed-legs';
import { claimsInName } from './claims-in-name';
import { contentProtection } from './content-protection';
import { datesBackwards } from './dates-backwards';
import { deliveryService } from './delivery-service';
import { disagreement } from './disagreement';
import { dkim } from './dkim';
import { dkim2 } from './dkim2';
import { dmarc } from './dmarc';
import { dmarcRecord } from './dmarc-record';
import { forgedNames } from './forged-names';
import { insideProvider } from './inside-provider';
import { keyStrength } from './key-strength';
import { lastLeg } from './last-leg';
import { neverLeft } from './never-left';
import { otherInName } from './other-in-name';
import { ownCopy } from './own-copy';
import { peerCertificate } from './peer-certificate';
import { providersWord } from './providers-word';
import { publicMailbox } from './public-mailbox';
import { repeatedFields } from './repeated-fields';
import { replay } from './replay';
import { replyElsewhere } from './reply-elsewhere';
import { signatureCoverage } from './signature-coverage';
import { signatureDates } from './signature-dates';
import { signedIn } from './signed-in';
import { slowHop } from './slow-hop';
import { spf } from './spf';
import { spfLimits } from './spf-limits';
import { uncountedResults } from './uncounted-results';
import { unjudgedSignatures } from './unjudged-signatures';
import { unreadLines } from './unread-lines';

/** Every check, in the order a reader sees them. Adding one touches its own file and this list. */
export const checks: readonly Check[] = [
  lastLeg,
  insideProvider,
  claimedLegs,
  neverLeft,
  ownCopy,
  signedIn,
  forgedNames,
  anonymousCipher,
  peerCertificate,
  datesBackwards,
  slowHop,
  unreadLines,
  dmarc,
  dkim,
  spf,
  author,
  repeatedFields,
  providersWord,
  arc,
  account,
  disagreement,
  deliveryService,
  publicMailbox,
  otherInName,
  claimsInName,
  replyElsewhere,
  replay,
  signatureCoverage,
  keyStrength,
  signatureDates,
  unjudgedSignatures,
  spfLimits,
  dmarcRecord,
  bulkRules,
  uncountedResults,
  contentProtection,
  dkim2,
];
