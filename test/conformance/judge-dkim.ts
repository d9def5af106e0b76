import { hashBodies, wantedBodies } from '../../lib/verify/rfc/dkim/body-hash';
import { indexFields } from '../../lib/verify/rfc/dkim/header-data';
import { readSignatures } from '../../lib/verify/rfc/dkim/signature';
import { verifyDkim } from '../../lib/verify/rfc/dkim/verify-dkim';
import type { DkimResult } from '../../lib/verify/rfc/dkim/verify-signature';
import type { World } from '../../lib/verify/world';
import { readMail } from '../signer/read-mail';

/** Every signature of a mail, as the fields stand. The sets hold mails with LF: they travelled with CRLF. */
export async function judgeDkim(mail: string, world: World, receivedAt: number | null): Promise<readonly DkimResult[]> {
  const { fields, body } = readMail(mail.replace(/\r?\n/g, '\r\n'));
  const signatures = readSignatures(fields);
  const hashes = await hashBodies(body, wantedBodies(signatures));
  const { results } = await verifyDkim(signatures, indexFields(fields), hashes, world, receivedAt);
  return results.toSorted((one, other) => one.signature.index - other.signature.index);
}

/** The cryptography alone, whatever follows from the key's size, its flags and SHA-1. */
export function isProven({ proven }: DkimResult): boolean {
  return proven.header === 'holds' && proven.body === 'holds';
}

export function tellDkim(results: readonly DkimResult[]): string {
  const told = results.map(({ result, reason, signature: { tag } }) => `${result} (${reason}${tag ? ` ${tag}` : ''})`);
  return told.length === 0 ? 'no signature' : told.join(', ');
}
