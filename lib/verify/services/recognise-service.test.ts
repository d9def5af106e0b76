import { describe, expect, it } from 'vitest';
import { MAX_LABELS, MAX_NAME, MAX_NAMES, recogniseService } from './recognise-service';
import type { ServiceSignals } from './recognise-service';

const nothing: ServiceSignals = { returnPath: null, signers: [], hosts: [], fields: [], feedbackId: null };
const recognise = (some: Partial<ServiceSignals>) => {
  const found = recogniseService({ ...nothing, ...some });
  return found && [found.service.id, found.certainty, found.by.at, found.by.is, found.by.seen];
};

describe('one signal', () => {
  it.each<[string, Partial<ServiceSignals>, ReturnType<typeof recognise>]>([
    ['a signer', { signers: ['amazonses.com'] }, ['amazon-ses', 'signed', 'signer', 'amazonses.com', 'amazonses.com']],
    [
      'a signer below the domain',
      { signers: ['ab.mtasv.net'] },
      ['postmark', 'signed', 'signer', 'mtasv.net', 'ab.mtasv.net'],
    ],
    [
      'a signer in capitals with the root’s dot',
      { signers: ['SendGrid.NET.'] },
      ['sendgrid', 'signed', 'signer', 'sendgrid.net', 'SendGrid.NET.'],
    ],
    [
      'an address in Return-Path',
      { returnPath: '<bounce-1@mail98.atl231.mcsv.net>' },
      ['mailchimp', 'envelope', 'return-path', 'mcsv.net', 'mail98.atl231.mcsv.net'],
    ],
    [
      'a local part with "@"',
      { returnPath: 'reader@example.org@u17.mktomail.com' },
      ['marketo', 'envelope', 'return-path', 'mktomail.com', 'u17.mktomail.com'],
    ],
    [
      'a domain alone in Return-Path',
      { returnPath: 'backend.sys.combz.jp' },
      ['combz-mail-plus', 'envelope', 'return-path', 'combz.jp', 'backend.sys.combz.jp'],
    ],
    [
      'a host',
      { hosts: ['mx.example.org', 'o83.p38.mailjet.com'] },
      ['mailjet', 'host', 'host', 'mailjet.com', 'o83.p38.mailjet.com'],
    ],
    [
      'a field',
      { fields: ['from', 'x-sfmc-stack'] },
      ['salesforce-marketing-cloud', 'field', 'field', 'x-sfmc-stack', 'x-sfmc-stack'],
    ],
    [
      'Feedback-ID',
      { feedbackId: '1.us-east-1.AbC=:AmazonSES ' },
      ['amazon-ses', 'field', 'feedback-id', 'amazonses', 'AmazonSES'],
    ],
    [
      'only the longest entry',
      { hosts: ['x.outbound.protection.outlook.com'] },
      ['microsoft-365', 'host', 'host', 'outbound.protection.outlook.com', 'x.outbound.protection.outlook.com'],
    ],
  ])('%s', (_, some, expected) => {
    expect(recognise(some)).toEqual(expected);
  });
});

describe('what is no signal', () => {
  it.each<[string, Partial<ServiceSignals>]>([
    ['nothing at all', {}],
    ['a name that only ends the same', { signers: ['evilsendgrid.net'], hosts: ['my-mailgun.net'] }],
    [
      'a name that only begins the same',
      { signers: ['sendgrid.net.evil.example'], returnPath: 'a@mcsv.net.evil.example' },
    ],
    ['a domain in the local part', { returnPath: '<sendgrid.net@evil.example>' }],
    ['the null path', { returnPath: '<>' }],
    ['an empty path', { returnPath: '' }],
    ['a top-level domain', { signers: ['net', 'com', '.', ''] }],
    ['two dots', { signers: ['sendgrid..net'] }],
    ['a label’s homograph', { signers: ['sеndgrid.net'] }],
    ['the service’s name as a field', { fields: ['sendgrid', 'x-sendgrid'] }],
    ['a field that begins the same', { fields: ['x-sg-eid-2'] }],
    ['a service inside Feedback-ID', { feedbackId: '1:AmazonSES:2:example' }],
    ['an empty Feedback-ID', { feedbackId: '' }],
    ['Proton’s message id, which Postmark writes as well', { fields: ['x-pm-message-id'] }],
    ['Cloudmark’s fields', { fields: ['x-cmae-envelope', 'x-cmae-score'] }],
    ['a host that every mail in Microsoft 365 passes', { hosts: ['dm3nam02ft044.mail.protection.outlook.com'] }],
    ['a mailbox’s domain in Return-Path', { returnPath: 'ann@gmail.com' }],
    ['names every object has', { fields: ['constructor', '__proto__', 'tostring'], feedbackId: 'a:__proto__' }],
  ])('%s', (_, some) => {
    expect(recognise(some)).toBeNull();
  });
});

describe('several signals', () => {
  it.each<[string, Partial<ServiceSignals>, string, string]>([
    [
      'a signature before all else',
      { signers: ['amazonses.com'], returnPath: 'a@mcsv.net', hosts: ['a.mailgun.net'], fields: ['x-mc-user'] },
      'amazon-ses',
      'signed',
    ],
    ['the envelope before a host', { returnPath: 'a@mcsv.net', hosts: ['a.mailgun.net'] }, 'mailchimp', 'envelope'],
    ['a host before a field', { hosts: ['a.mailgun.net'], fields: ['x-mc-user'] }, 'mailgun', 'host'],
    ['a field before Feedback-ID', { fields: ['x-mc-user'], feedbackId: 'a:AmazonSES' }, 'mailchimp', 'field'],
    [
      'a newsletter’s service before its carrier',
      { signers: ['sendgrid.info', 'ksdn.klaviyomail.com'] },
      'klaviyo',
      'signed',
    ],
    ['a carrier before the author’s mailbox', { signers: ['gmail.com', 'amazonses.com'] }, 'amazon-ses', 'signed'],
    ['a list before the newsletter it sends on', { fields: ['x-mc-user', 'x-mailman-version'] }, 'mailman', 'field'],
    ['the first of equals', { hosts: ['a.mailgun.net', 'a.sendgrid.net'] }, 'mailgun', 'host'],
  ])('%s', (_, some, id, certainty) => {
    expect(recognise(some)?.slice(0, 2)).toEqual([id, certainty]);
  });
});

describe('limits', () => {
  const below = (labels: number) => `${'a.'.repeat(labels - 2)}sendgrid.net`;
  const long = (length: number) => `${'a'.repeat(length - '.sendgrid.net'.length)}.sendgrid.net`;

  it('looks from the right, however many labels there are', () => {
    expect(recognise({ signers: [below(MAX_LABELS)] })?.[0]).toBe('sendgrid');
    expect(recognise({ signers: [below(MAX_LABELS * 4)] })?.[0]).toBe('sendgrid');
  });

  it('looks at names that DNS can have', () => {
    expect(recognise({ signers: [long(MAX_NAME)] })?.[0]).toBe('sendgrid');
    expect(recognise({ signers: [long(MAX_NAME + 1)] })).toBeNull();
  });

  it('looks at as many names as mails have', () => {
    const fields = (before: number) => [...Array.from({ length: before }, (_, at) => `x-${at}`), 'x-mc-user'];
    expect(recognise({ fields: fields(MAX_NAMES - 1) })?.[0]).toBe('mailchimp');
    expect(recognise({ fields: fields(MAX_NAMES) })).toBeNull();
  });

  it('does not slow down on a path of a million dots', () => {
    expect(
      recognise({ returnPath: `${'.'.repeat(1_000_000)}sendgrid.net`, feedbackId: ':'.repeat(1_000_000) }),
    ).toBeNull();
  });
});
