import { toOctets } from '../rfc/octets';
import { readContentType } from './content-type';

/** How a mail's content itself is signed or encrypted: recognised, never checked. Nothing to do with how it travelled. */
export type ContentProtection =
  | 'smime-signed' // RFC 8551 3.5: multipart/signed, or signed-data
  | 'smime-encrypted' // RFC 8551 3.3, 3.4: enveloped-data, authEnveloped-data
  | 'smime' // RFC 8551 3.2: PKCS #7 of another or no stated kind
  | 'openpgp-signed' // RFC 3156 5, or RFC 9580 7 in the text itself
  | 'openpgp-encrypted'; // RFC 3156 4, or RFC 9580 6.2 in the text itself

/** Octets of a body that are searched for OpenPGP's own lines; they stand at its beginning, below a greeting at most. */
export const MAX_BODY = 65_536;

/** RFC 8551 3.2.2, and what is signed but holds no message (certs-only, compressed-data) as `smime`. */
const SMIME_TYPES: Readonly<Record<string, ContentProtection>> = {
  'signed-data': 'smime-signed',
  'enveloped-data': 'smime-encrypted',
  'authenveloped-data': 'smime-encrypted',
};

/**
 * What Content-Type says of a mail's outermost part; where that is plain text and `body` is given, what the text says.
 * `contentType` is the value of the only Content-Type, a byte string (null where there is none), `body` the body's first octets.
 * Null for neither.
 */
export function contentProtection(contentType: string | null, body: Uint8Array | null): ContentProtection | null {
  const read = contentType === null ? null : readContentType(contentType);
  const parameter = (name: string): string => read?.parameters.get(name)?.toLowerCase() ?? '';
  switch (read?.type) {
    case 'multipart/signed':
      return ofProtocol(parameter('protocol'));
    case 'multipart/encrypted':
      return parameter('protocol') === 'application/pgp-encrypted' ? 'openpgp-encrypted' : null;
    case 'application/pkcs7-mime':
    case 'application/x-pkcs7-mime': // RFC 8551 3.1: names from before registration
      return Object.hasOwn(SMIME_TYPES, parameter('smime-type'))
        ? (SMIME_TYPES[parameter('smime-type')] ?? 'smime')
        : 'smime';
    case undefined: // RFC 2045 5.2: none, or one that cannot be read, is plain text
    case 'text/plain':
      return body === null ? null : inText(body.subarray(0, MAX_BODY));
    default:
      return null;
  }
}

function ofProtocol(protocol: string): ContentProtection | null {
  switch (protocol) {
    case 'application/pkcs7-signature':
    case 'application/x-pkcs7-signature':
      return 'smime-signed';
    case 'application/pgp-signature':
      return 'openpgp-signed';
    default:
      return null;
  }
}

const LF = 10;
const CR = 13;
const DASH = 45;

const MESSAGE = toOctets('-----BEGIN PGP MESSAGE-----');
const SIGNED = toOctets('-----BEGIN PGP SIGNED MESSAGE-----');

/** RFC 9580 6.2: the line is all of its line; a quoted one ("> -----BEGIN") is another mail's. */
function inText(body: Uint8Array): ContentProtection | null {
  let signed = false;
  for (let at = body.indexOf(DASH); at >= 0; at = body.indexOf(DASH, at + 1)) {
    const before = at === 0 ? LF : body[at - 1];
    if (before !== LF && before !== CR) continue;
    if (isLine(body, at, MESSAGE)) return 'openpgp-encrypted';
    signed ||= isLine(body, at, SIGNED);
  }
  return signed ? 'openpgp-signed' : null;
}

/** True if `line` stands at `start`, with white space or nothing behind it. */
function isLine(body: Uint8Array, start: number, line: Uint8Array): boolean {
  for (let at = 0; at < line.length; at++) if (body[start + at] !== line[at]) return false;
  const after = body[start + line.length] ?? LF;
  return after === LF || after === CR || after === 32 || after === 9;
}
