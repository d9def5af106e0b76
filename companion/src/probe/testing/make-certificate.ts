/** Certificates for servers of tests, wrong ones among them: made here, for what no tool would issue. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export interface Identity {
  readonly name: string;
  readonly der: Buffer;
  readonly pem: string;
  readonly key: KeyObject;
  readonly keyPem: string;
  readonly spki: Buffer;
}

export interface Wanted {
  readonly name: string;
  /** DNS names; latin1, and whatever is in them. */
  readonly names?: readonly string[];
  /** Self-signed if there is none. */
  readonly by?: Identity;
  readonly ca?: boolean;
  readonly from?: number;
  readonly until?: number;
  readonly rsaBits?: number;
  readonly hash?: 'sha1' | 'sha256';
  /** Octets of an extension that says nothing. */
  readonly padding?: number;
}

const DAY = 86_400_000;
let serial = 1;

export function makeCertificate(wanted: Wanted): Identity {
  const { name, names = [], by, ca = false, hash = 'sha256' } = wanted;
  const now = Date.now();
  const { privateKey, publicKey } = wanted.rsaBits
    ? generateKeyPairSync('rsa', { modulusLength: wanted.rsaBits })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const signer = by?.key ?? privateKey;
  const algorithm = algorithmOf(signer, hash);
  const extensions = [
    extension('551d13', sequence(ca ? der(0x01, Buffer.from([255])) : Buffer.alloc(0)), true),
    ...(names.length > 0
      ? [extension('551d11', sequence(...names.map((one) => der(0x82, Buffer.from(one, 'latin1')))))]
      : []),
    ...(wanted.padding ? [extension('2a030405', Buffer.alloc(wanted.padding, 65))] : []),
  ];
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1, ++serial >> 8, serial & 255])),
    algorithm,
    distinguished(by?.name ?? name),
    sequence(time(wanted.from ?? now - DAY), time(wanted.until ?? now + 90 * DAY)),
    distinguished(name),
    spki,
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign(hash, body, signer);
  const all = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.alloc(1), signature])));
  return {
    name,
    der: all,
    pem: `-----BEGIN CERTIFICATE-----\n${(all.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey,
    keyPem: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    spki,
  };
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const octets = length < 0x100 ? 1 : length < 0x10000 ? 2 : length < 0x1000000 ? 3 : 4;
  const size = Buffer.alloc(octets);
  size.writeUIntBE(length, 0, octets);
  return Buffer.concat([Buffer.from([tag, 0x80 | octets]), size, content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(parts));
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const distinguished = (name: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));

function extension(id: string, content: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [der(0x01, Buffer.from([255]))] : []), der(0x04, content));
}

function time(ms: number): Buffer {
  return der(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '')}`));
}

function algorithmOf(key: KeyObject, hash: 'sha1' | 'sha256'): Buffer {
  if (key.asymmetricKeyType === 'rsa')
    return sequence(oid(hash === 'sha1' ? '2a864886f70d010105' : '2a864886f70d01010b'), der(0x05, Buffer.alloc(0)));
  return sequence(oid(hash === 'sha1' ? '2a8648ce3d0401' : '2a8648ce3d040302'));
}
