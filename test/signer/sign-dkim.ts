/** Signs test mails as RFC 6376 and 8463 say: every algorithm and canonicalization, l=, t=, x=, i= and whatever tag is wanted. */
import { createHash, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { canonicalBody, canonicalField, nameOf, parts, signedFields } from './canonical.ts';
import type { Form } from './canonical.ts';
import type { TestKey } from './keys.ts';

export interface DkimOptions {
  readonly key: TestKey;
  readonly domain: string;
  readonly selector: string;
  readonly algorithm?: 'rsa-sha256' | 'rsa-sha1' | 'ed25519-sha256';
  /** "relaxed/relaxed" where not said. */
  readonly canonicalization?: `${Form}/${Form}` | Form;
  /** h=; where not said, each field's name once. */
  readonly names?: readonly string[];
  /** l=. */
  readonly length?: number;
  readonly signedAt?: number;
  readonly expiresAt?: number;
  readonly identity?: string;
  /** Further tags as they are written, "z=From:a" say. */
  readonly more?: readonly string[];
  /** What stands between tags; "\r\n\t" folds each. */
  readonly gap?: string;
}

/** The mail, a byte string with CRLF, with its DKIM-Signature on top. */
export function signDkim(mail: string, options: DkimOptions): string {
  const tags = [
    'v=1',
    ...(options.identity === undefined ? [] : [`i=${options.identity}`]),
    ...commonTags(mail, options),
  ];
  return `${signField('DKIM-Signature', tags, mail, options)}\r\n${mail}`;
}

/** The tags that a DKIM-Signature and an ARC-Message-Signature share. */
export function commonTags(mail: string, options: DkimOptions): string[] {
  const { fields, body } = parts(mail);
  const [, bodyForm] = forms(options);
  const names = options.names ?? [...new Set(fields.map(nameOf))];
  const octets = Buffer.from(canonicalBody(body, bodyForm), 'latin1');
  const bodyHash = createHash(hashOf(options)).update(octets.subarray(0, options.length)).digest('base64');
  return [
    `a=${algorithmOf(options)}`,
    `c=${options.canonicalization ?? 'relaxed/relaxed'}`,
    `d=${options.domain}`,
    `s=${options.selector}`,
    ...(options.signedAt === undefined ? [] : [`t=${options.signedAt}`]),
    ...(options.expiresAt === undefined ? [] : [`x=${options.expiresAt}`]),
    ...(options.length === undefined ? [] : [`l=${options.length}`]),
    ...(options.more ?? []),
    `h=${names.join(':')}`,
    `bh=${bodyHash}`,
  ];
}

/** A field of such tags with b= at its end, over the mail's fields that h= names. */
export function signField(name: string, tags: readonly string[], mail: string, options: DkimOptions): string {
  const { fields } = parts(mail);
  const [form] = forms(options);
  const names = options.names ?? [...new Set(fields.map(nameOf))];
  const gap = options.gap ?? '\r\n ';
  const unsigned = `${name}: ${[...tags, 'b='].join(`;${gap}`)}`;
  const data = [...signedFields(fields, names), unsigned].map((field) => canonicalField(field, form)).join('\r\n');
  return unsigned + fold(signOctets(data, algorithmOf(options), options.key.privateKey), gap);
}

export function signOctets(data: string, algorithm: string, key: KeyObject): string {
  const octets = Buffer.from(data, 'latin1');
  // RFC 8463 3: Ed25519 signs the hash, and hashes once more within.
  if (algorithm === 'ed25519-sha256')
    return sign(null, createHash('sha256').update(octets).digest(), key).toString('base64');
  return sign(algorithm === 'rsa-sha1' ? 'sha1' : 'sha256', octets, key).toString('base64');
}

export function fold(value: string, gap: string): string {
  return (value.match(/.{1,70}/g) ?? []).join(gap.includes('\n') ? gap : '');
}

function algorithmOf({ algorithm, key }: DkimOptions): string {
  return algorithm ?? `${key.type}-sha256`;
}

function hashOf(options: DkimOptions): 'sha1' | 'sha256' {
  return options.algorithm === 'rsa-sha1' ? 'sha1' : 'sha256';
}

function forms({ canonicalization = 'relaxed/relaxed' }: DkimOptions): readonly [Form, Form] {
  const [header, body = 'simple'] = canonicalization.split('/') as [Form, Form?];
  return [header, body];
}
