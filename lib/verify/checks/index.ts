import type { Check } from '../check';
import { account } from './account';
import { anonymousCipher } from './anonymous-cipher';
import { arc } from './arc';
import { author } from './author';
import { claimedLegs } from './claimed-legs';
import { datesBackwards } from './dates-backwards';
import { dkim } from './dkim';
import { dmarc } from './dmarc';
import { forgedNames } from './forged-names';
import { insideProvider } from './inside-provider';
import { lastLeg } from './last-leg';
import { neverLeft } from './never-left';
import { ownCopy } from './own-copy';
import { peerCertificate } from './peer-certificate';
import { providersWord } from './providers-word';
import { repeatedFields } from './repeated-fields';
import { signedIn } from './signed-in';
import { slowHop } from './slow-hop';
import { spf } from './spf';
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
];
