/** A test mail as the core takes it: its fields, and its body in slices. */
import { readFields } from '../../lib/verify/rfc/fields';
import type { Body, Field } from '../../lib/verify/message';

export interface ReadMail {
  readonly fields: readonly Field[];
  readonly body: Body;
}

/** `mail` is a byte string. Where no empty line ends the head, the body is empty. */
export function readMail(mail: string): ReadMail {
  const { fields, bodyAt } = readFields(mail);
  return { fields, body: bodyOf(bodyAt === null ? '' : mail.slice(bodyAt)) };
}

export function bodyOf(body: string): Body {
  const octets = Uint8Array.from(Buffer.from(body, 'latin1'));
  return { size: octets.length, slice: (start, end) => Promise.resolve(octets.subarray(start, end)) };
}
