import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFields } from '../rfc/fields';
import { readReceived } from '../rfc/received';
import { services } from './index';
import { MAX_LABELS, recogniseService } from './recognise-service';
import type { ServiceSignals } from './recognise-service';
import type { Place, Signal } from './service';

const FOLDER = 'lib/verify/services/';
const FIXTURES = 'test/fixtures/services/';

interface Fixture {
  /** The head's fields, folds included. */
  readonly head: readonly string[];
  /** Domains whose signatures are to be taken as valid. */
  readonly valid: readonly string[];
  readonly expect: { readonly at: Place; readonly is: string; readonly certainty: string };
}

const named = services.filter((one) => one.known === 'name-only');
const known = services.filter((one) => one.known !== 'name-only');
const nothing: ServiceSignals = { returnPath: null, signers: [], hosts: [], fields: [], feedbackId: null };

/** What a caller takes from a head. */
function signalsOf({ head, valid }: Fixture): ServiceSignals {
  const { fields } = readFields(`${head.join('\r\n')}\r\n\r\n`);
  const value = (name: string) => {
    const field = fields.find((one) => one.name.toLowerCase() === name);
    return field ? field.raw.slice(field.valueAt).trim() : null;
  };
  const hops = fields.flatMap((field, at) => (field.name === 'Received' ? [readReceived(field, at)] : []));
  return {
    returnPath: value('return-path'),
    signers: valid,
    hosts: hops.flatMap(({ from }) => (from.confirmed && from.rdns ? [from.rdns] : [])),
    fields: fields.map((one) => one.name.toLowerCase()),
    feedbackId: value('feedback-id'),
  };
}

const read = (id: string): Fixture => JSON.parse(readFileSync(`${FIXTURES}${id}.json`, 'utf8')) as Fixture;

/** Nothing but one signal, at each place that it counts for. */
function alone({ at, is }: Signal): { at: Place; signals: ServiceSignals }[] {
  const places: readonly Place[] = at === 'domain' ? ['signer', 'return-path', 'host'] : [at];
  const made: Record<Place, ServiceSignals> = {
    signer: { ...nothing, signers: [`Mail.${is}`] },
    'return-path': { ...nothing, returnPath: `<bounce@B7.${is}>` },
    host: { ...nothing, hosts: [`out-1.${is}.`] },
    field: { ...nothing, fields: [is] },
    'feedback-id': { ...nothing, feedbackId: `1:2:${is.toUpperCase()}` },
  };
  return places.map((place) => ({ at: place, signals: made[place] }));
}

it('knows at least 40 services, ten of them of Japan', () => {
  expect(known.length).toBeGreaterThanOrEqual(40);
  expect(known.filter((one) => one.homepage.endsWith('.jp') || one.nameJa).length).toBeGreaterThanOrEqual(10);
});

it('lists every file, by its name, in order', () => {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.slice(0, -3))
    .filter((name) => !['index', 'service', 'recognise-service'].includes(name));
  expect(services.map(({ id }) => id)).toEqual([...files].sort());
});

it('has a fixture for every service that can be recognised, and for nothing else', () => {
  expect(readdirSync(FIXTURES).sort()).toEqual(known.map(({ id }) => `${id}.json`).sort());
});

it('gives each signal to one service', () => {
  const all = known.flatMap(({ signals }) => signals.flatMap((one) => alone(one).map(({ at }) => `${at} ${one.is}`)));
  expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([]);
});

describe.each(services)('$id', (service) => {
  it('is a service with a name and a home', () => {
    expect(service.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(service.name.trim()).toBe(service.name);
    expect(service.name).not.toBe('');
    expect(service.homepage).toMatch(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);
  });

  it('says how it is known', () => {
    const source = readFileSync(`${FOLDER}${service.id}.ts`, 'utf8');
    expect(source).toMatch(/\/\*\*[\s\S]+\*\/\nexport const /);
    expect(service.signals.length === 0).toBe(service.known === 'name-only');
  });

  it('has signals in the form that is compared', () => {
    for (const { at, is } of service.signals) {
      expect(is).toBe(is.toLowerCase());
      expect(is).toMatch(at === 'field' || at === 'feedback-id' ? /^[a-z0-9-]+$/ : /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);
      expect(is.split('.').length).toBeLessThan(MAX_LABELS);
    }
  });
});

describe.each(known)('$id', (service) => {
  it.each(service.signals.map((signal) => [`${signal.at} ${signal.is}`, signal] as const))(
    'is recognised by %s alone',
    (_, signal) => {
      for (const { at, signals } of alone(signal)) {
        const found = recogniseService(signals);
        expect(found?.service.id).toBe(service.id);
        expect(found?.by).toMatchObject({ at, is: signal.is });
      }
    },
  );

  it('is recognised in its fixture, by the signal that decides', () => {
    const fixture = read(service.id);
    const found = recogniseService(signalsOf(fixture));
    expect(found?.service.id).toBe(service.id);
    expect({ at: found?.by.at, is: found?.by.is, certainty: found?.certainty }).toEqual(fixture.expect);
  });

  it('has a fixture that names nobody', () => {
    const text = JSON.stringify(read(service.id).head);
    const own = service.signals.map(({ is }) => is);
    for (const [, domain = ''] of text.matchAll(/@([a-z0-9.-]+)/gi))
      expect(own.some((is) => domain.endsWith(is)) || /\.example$|^example\.(?:net|org|com)$/.test(domain)).toBe(true);
  });
});

it.each(named)('$id is known by name alone and never recognised', ({ signals }) => {
  expect(signals).toEqual([]);
});
