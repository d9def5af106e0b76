/** What `hoplock/verify` is to other programs: docs/engine.md. Whatever is not here may change at any time. */

// Whole mails
export { receiverOf } from './verify/receiver-of';
export { readMail, splitMail } from './verify/read-mail';
export { digest, withBody } from './verify/digest';
export { verify } from './verify/verify';
export { blobBody } from './browser/blob-body';

// Answers of DNS
export { offline, recording, replay } from './verify/world';
export { zone } from './dns/zone';
export { zoneOf } from './dns/zone-of';
export { dohWorld } from './dns/doh-world';
export { readResolverUrl } from './dns/resolver-url';

// One standard at a time
export { readFields } from './verify/rfc/fields';
export { fromOctets, toOctets } from './verify/rfc/octets';
export { decodeEncodedWords } from './verify/rfc/encoded-word';
export { readAddresses } from './verify/rfc/address';
export { readReceived } from './verify/rfc/received';
export { readAuthResults } from './verify/rfc/auth-results';
export { readReceivedSpf } from './verify/rfc/received-spf';
export { checkHost } from './verify/rfc/spf/check-host';
export { indexFields } from './verify/rfc/dkim/header-data';
export { readSignatures } from './verify/rfc/dkim/signature';
export { hashBodies, wantedBodies } from './verify/rfc/dkim/body-hash';
export { verifyDkim } from './verify/rfc/dkim/verify-dkim';
export { discoverPolicy, lookUpDmarc } from './verify/rfc/dmarc/discover';
export { evaluateDmarc } from './verify/rfc/dmarc/evaluate';
export { registrable } from './verify/organisation';
export { readChain } from './verify/rfc/arc/chain';
export { verifyArc } from './verify/rfc/arc/verify-arc';

// Their shapes
export type { Digest } from './verify/digest';
export type { Finding } from './verify/check';
export type { Body, Field, Receiver } from './verify/message';
export type { Hop } from './verify/facts';
export type { Proof } from './verify/proof';
export type { Report } from './verify/verdict';
export type { Answer, Asked, Failure, RecordType, World } from './verify/world';
export type { AuthResults } from './verify/rfc/auth-results';
export type { ArcResult } from './verify/rfc/arc/verify-arc';
export type { DkimResult } from './verify/rfc/dkim/verify-signature';
export type { DmarcPolicy } from './verify/rfc/dmarc/discover';
export type { DmarcResult } from './verify/rfc/dmarc/evaluate';
export type { SpfResult } from './verify/rfc/spf/result';
