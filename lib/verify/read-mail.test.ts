import { describe, expect, it } from 'vitest';
import { signDkim } from '../../test/signer/sign-dkim';
import { testKey } from '../../test/signer/keys';
import { bodyOf } from '../../test/signer/read-mail';
import type { Body, Receiver } from './message';
import { readMail, splitMail } from './read-mail';
import { MAX_HEAD_BYTES } from './rfc/fields';
import { fromOctets } from './rfc/octets';

const NOBODY: Receiver = {
  mailbox: null,
  preset: null,
  names: [],
  networks: [],
  gateways: [],
  learned: [],
  folder: null,
  sealers: [],
  vouched: false,
};
const key = testKey('ed25519');
const mail = 'From: anna@sender.example\r\nSubject: lunch\r\n\r\nAt noon.\r\n';
const signed = signDkim(mail, { key, domain: 'sender.example', selector: 's1' });
const text = async (body: Body | null) => body && fromOctets(await body.slice(0, body.size));

/** The octets that were read of a source. */
function counted(source: string): { readonly body: Body; read(): number } {
  const body = bodyOf(source);
  let read = 0;
  const slice: Body['slice'] = (start, end) => {
    read += end - start;
    return body.slice(start, end);
  };
  return { body: { size: body.size, slice }, read: () => read };
}

describe('splitMail', () => {
  it.each([
    ['CRLF', mail, 'At noon.\r\n'],
    ['LF', mail.replaceAll('\r\n', '\n'), 'At noon.\n'],
    ['CR', mail.replaceAll('\r\n', '\r'), 'At noon.\r'],
    ['no blank line', 'From: anna@sender.example\r\n', null],
    ['a blank line and no more', 'From: anna@sender.example\r\n\r\n', ''],
    ['a blank line at the very beginning', '\r\ntext', 'text'],
    // the blank line lies over the seam of two slices, wherever it is cut
    ...[0, 1, 2, 3].map((more): [string, string, string] => [
      `a seam, ${more}`,
      `X: ${'x'.repeat(65_530 - more)}\r\n\r\ntext`,
      'text',
    ]),
  ])('%s', async (_, source, body) => {
    const split = await splitMail(bodyOf(source));
    expect(await text(split.body)).toBe(body);
    expect(split.head + (body ?? '')).toBe(source);
    expect(split.cut).toBe(false);
  });

  it('reads no more of a large mail than its head', async () => {
    const { body, read } = counted(mail + 'x'.repeat(1_000_000));
    await splitMail(body);
    expect(read()).toBe(65_536);
  });

  it('reads a head up to its limit, and does not guess where the body begins', async () => {
    const line = `X: ${'x'.repeat(994)}\r\n`;
    const { body, read } = counted(`From: a@b.example\r\n${line.repeat(2_000)}\r\ntext`);
    expect(await splitMail(body)).toMatchObject({ body: null, cut: true });
    expect(read()).toBeLessThanOrEqual(MAX_HEAD_BYTES + 65_536);
  });
});

describe('readMail', () => {
  it.each([
    ['', 'empty'],
    ['\0\x01\x02PNG', 'no-mail'],
    ['<html>\n\nFrom: a@b.example', 'no-mail'],
    ['Dear all,\n\nnothing here', 'no-mail'],
  ])('refuses %j', async (source, code) => {
    expect(await readMail(bodyOf(source), NOBODY)).toEqual({ ok: false, code });
  });

  it.each([
    ['a whole mail', signed, 'exact', true],
    ['an unsigned mail without text', 'From: a@b.example\r\n\r\n', 'exact', true],
    ['headers without a blank line', signed.slice(0, signed.indexOf('\r\n\r\n')), 'headers-only', false],
    ['headers of a signed mail, and a blank line', signed.replace('At noon.\r\n', ''), 'headers-only', false],
    ['the same with several', signed.replace('At noon.\r\n', '\r\n\r\n'), 'headers-only', false],
    [
      'a mail that was signed without text',
      signDkim('From: a@b.example\r\n\r\n', { key, domain: 'b.example', selector: 's1' }),
      'exact',
      true,
    ],
    ['a mail with another text', signed.replace('noon', 'one'), 'exact', true],
    ['a head too large', `From: a@b.example\r\n${'X: y\r\n'.repeat(200_000)}\r\n`, 'normalised', false],
  ])('%s', async (_, source, fidelity, known) => {
    const read = await readMail(bodyOf(source), NOBODY);
    expect(read.ok && read.digest.fidelity).toBe(fidelity);
    expect(read.ok && read.digest.bodies !== null).toBe(known);
  });
});
