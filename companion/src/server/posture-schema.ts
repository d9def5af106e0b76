import Type from 'typebox';
import type { TSchema } from 'typebox';

const oneOf = <const T extends readonly (string | number)[]>(...values: T) =>
  Type.Unsafe<T[number]>({ type: typeof values[0], enum: [...values] });
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const list = <T extends TSchema>(schema: T) => Type.Unsafe<readonly Type.Static<T>[]>(Type.Array(schema));
const text = Type.String();
const number = Type.Number();
const time = Type.Number({ description: 'Milliseconds since 1970-01-01 UTC.' });
const duration = Type.Optional(Type.Number({ description: 'Milliseconds.' }));

const DNSSEC = oneOf('secure', 'insecure', 'bogus', 'unknown');
const SHARE = oneOf('all', 'some', 'none', 'unknown');
const RECORD = oneOf('one', 'none', 'several', 'malformed', 'unknown');

const CERTIFICATE = Type.Object({
  subject: text,
  names: list(text),
  issuer: text,
  from: time,
  until: time,
  keyType: text,
  keyBits: number,
  sha256: text,
  spki: text,
  webpki: oneOf('valid', 'expired', 'not-yet', 'self-signed', 'untrusted', 'name-mismatch', 'weak'),
});

const ADDRESS = Type.Object({
  ip: text,
  family: oneOf(4, 6),
  reach: oneOf('reached', 'refused', 'timeout', 'reset', 'unreachable', 'not-allowed', 'blocked-here', 'not-tried'),
  outcome: oneOf(
    'starttls-works',
    'starttls-broken',
    'no-starttls',
    'injected-plaintext',
    'busy',
    'rejected',
    'not-smtp',
    'silent',
    'closed',
    'untested',
  ),
  phases: Type.Object({
    connect: duration,
    banner: duration,
    ehlo: duration,
    starttls: duration,
    tls: duration,
    again: duration,
    quit: duration,
  }),
  tls: orNull(Type.Object({ version: oneOf('1.3', '1.2', '1.1', '1.0'), cipher: text, group: orNull(text) })),
  certificate: orNull(CERTIFICATE),
  dane: oneOf('matches', 'mismatch', 'unusable', 'none', 'unknown'),
  capabilities: list(text),
  banner: orNull(text),
  detail: orNull(text),
  observedAt: time,
});

const MX = Type.Object({
  host: text,
  preference: number,
  dnssec: DNSSEC,
  alias: orNull(text),
  tlsa: Type.Object({
    records: list(text),
    state: oneOf('secure', 'insecure', 'bogus', 'none', 'unknown'),
    usable: number,
    base: text,
  }),
  mtaStsMatch: orNull(Type.Boolean()),
  lookup: oneOf('found', 'none', 'failed'),
  addresses: list(ADDRESS),
  left: number,
});

/** `Posture` of lib/verify/posture.ts, for those who read the API's document. */
export const POSTURE = Type.Object({
  version: Type.Literal(1),
  domain: text,
  observedAt: time,
  vantage: text,
  testTargets: Type.Boolean(),
  probe: oneOf('done', 'partly', 'not-possible', 'pending', 'opted-out'),
  mx: Type.Object({
    state: oneOf('listed', 'implicit', 'null', 'null-with-others', 'none', 'no-domain', 'unknown'),
    dnssec: DNSSEC,
    hosts: list(MX),
    left: number,
  }),
  mtaSts: Type.Object({
    record: RECORD,
    id: orNull(text),
    policy: oneOf('valid', 'none', 'fetch-failed', 'redirect', 'tls-failed', 'too-big', 'malformed', 'not-fetched'),
    mode: orNull(oneOf('enforce', 'testing', 'none')),
    maxAge: orNull(number),
    mx: list(text),
    warnings: list(text),
  }),
  tlsRpt: Type.Object({ record: RECORD, rua: list(text) }),
  offered: oneOf('all', 'some', 'none', 'broken', 'by-policy', 'unknown'),
  authenticated: Type.Object({ webpki: SHARE, dane: SHARE }),
  enforced: Type.Object({
    mtaSts: oneOf('enforce', 'testing', 'none', 'unknown'),
    dane: SHARE,
    broken: Type.Boolean(),
  }),
  worst: orNull(text),
  exposure: list(text),
  findings: list(
    Type.Object({
      code: text,
      params: Type.Record(Type.String(), Type.Union([text, number])),
      level: oneOf('good', 'info', 'warn', 'bad'),
    }),
  ),
});
