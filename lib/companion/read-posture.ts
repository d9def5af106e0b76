import type { Posture } from '../verify/posture';

/** Items of any list. */
const MOST = 1_000;

type Shape = 'string' | 'number' | 'boolean' | 'record' | Nullable | List | Fields;
type Nullable = { readonly or: Shape };
type List = readonly [Shape];
type Fields = { readonly fields: Readonly<Record<string, Shape>> };

const orNull = (or: Shape): Nullable => ({ or });
const of = (fields: Fields['fields']): Fields => ({ fields });

const CERTIFICATE = of({ subject: 'string', issuer: 'string', from: 'number', until: 'number', webpki: 'string' });
const ADDRESS = of({
  ip: 'string',
  reach: 'string',
  outcome: 'string',
  tls: orNull(of({ version: 'string', cipher: 'string' })),
  certificate: orNull(CERTIFICATE),
  dane: 'string',
});
const HOST = of({ host: 'string', preference: 'number', addresses: [ADDRESS] });
const POSTURE = of({
  domain: 'string',
  observedAt: 'number',
  vantage: 'string',
  probe: 'string',
  mx: of({ state: 'string', hosts: [HOST] }),
  offered: 'string',
  authenticated: of({ webpki: 'string', dane: 'string' }),
  enforced: of({ mtaSts: 'string', dane: 'string', broken: 'boolean' }),
  worst: orNull('string'),
  exposure: ['string'],
  findings: [of({ code: 'string', level: 'string', params: 'record' })],
});

/**
 * A report as a companion answered it; null where it is none that can be drawn. Codes are taken as they are: a newer companion may know
 * more of them. Only what people are shown is looked at.
 */
export function readPosture(value: unknown): Posture | null {
  return (value as { version?: unknown } | null)?.version === 1 && fits(value, POSTURE) ? (value as Posture) : null;
}

function fits(value: unknown, shape: Shape): boolean {
  if (typeof shape === 'string') return shape === 'record' ? isRecord(value) : isOf(value, shape);
  if ('or' in shape) return value === null || fits(value, shape.or);
  if ('fields' in shape)
    return (
      typeof value === 'object' &&
      value !== null &&
      Object.entries(shape.fields).every(([name, one]) => fits((value as Record<string, unknown>)[name], one))
    );
  return Array.isArray(value) && value.length <= MOST && value.every((one) => fits(one, shape[0]));
}

/** A number that no date and no count can be is none. */
function isOf(value: unknown, type: string): boolean {
  return typeof value === type && (typeof value !== 'number' || Math.abs(value) <= 8.64e15);
}

/** Values that go into a sentence. */
function isRecord(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((one) => isOf(one, 'string') || isOf(one, 'number'))
  );
}
