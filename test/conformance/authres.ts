/**
 * Authentication-Results: set 05. dkim_verifier's parser table (RFC 7601 B's examples among it, which RFC 8601 B repeats), its
 * mails that show which fields to trust, and go-msgauth's table. Run by the conformance command; `run` never throws.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAuthResults, type AuthResultsReading } from '../../lib/verify/rfc/auth-results';
import { attestedResults } from '../../lib/verify/rfc/auth-results/attested';
import type { Deviation } from '../../lib/verify/rfc/auth-results/scan';
import { readFields } from '../../lib/verify/rfc/fields';
import { dataFolder } from './data-folder';
import type { Outcome } from './received-chains';
import { follow, holds, reference, type Recorded } from './recorded';
import { keepScore, type Score } from './score';

const UNDER =
  'RFC 8601 2.5: an authserv-id may be a host under the domain that names the provider, and the place bears it out';

/** Assertions held to be wrong: `suite file: call` and why. One that starts to pass fails the run. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  'arhParserSpec: r37': 'RFC 8601 2.2 is ABNF, whose words are the same in upper and lower case (RFC 5234 2.3)',
  'arhParserSpec: r63,r64':
    'RFC 8601 2.2 (by RFC 8616 and RFC 6532) allows UTF-8 in a domain name; no option takes it away',
  'authVerifierSpec: r151': UNDER,
  'authVerifierSpec: r154': UNDER,
  'authVerifierSpec: r181': UNDER,
  'authVerifierSpec: r184': UNDER,
  'authVerifierSpec: r166':
    'product rule: header.b=/d5r without quotation marks (RFC 8601 2.2) is read where the place shows who wrote it',
  'go-msgauth: ""': 'RFC 8601 2.2: authserv-id is not optional',
};

const RELAXED: readonly Deviation[] = ['no-authserv-id', 'action', 'bare-value', 'trailing-semicolon'];

function cases(file: string): readonly Recorded[] {
  return (JSON.parse(readFileSync(join(dataFolder(), '05-authres', file), 'utf8')) as { cases: Recorded[] }).cases;
}

/** As dkim_verifier tells a result: properties by type and name. */
function told({ value }: AuthResultsReading & { ok: true }): unknown {
  return {
    authserv_id: value.authserv,
    authres_version: 1,
    resinfo: value.results.map(({ method, result, reason, properties }) => {
      const byType: Record<string, Record<string, string>> = {};
      for (const { type, name, value: text } of properties) (byType[type] ??= {})[name] = text;
      return { method, method_version: 1, result, reason: reason ?? undefined, properties: byType };
    }),
  };
}

/** It throws where a field has a fault and, read strictly, where a method it knows has a word that is not registered. */
function refuses(reading: AuthResultsReading): boolean {
  const known = ['dkim', 'spf', 'dmarc'];
  return !reading.ok || reading.value.results.some((one) => known.includes(one.method) && !one.registered);
}

function runParser(score: Score): void {
  for (const one of cases('dkim_verifier/arhParserSpec.json')) {
    const texts = new Map<string, string>();
    const readings = new Map<string, AuthResultsReading>();
    for (const { id, fn, args } of one.calls) {
      const from = reference(args[0]);
      const text = from ? (texts.get(from.call) ?? '') : String(args[0]);
      if (fn === 'utils.toBinaryString') texts.set(id, Buffer.from(text, 'utf8').toString('latin1'));
      else {
        const field = text.replace(/\r\n$/, '');
        readings.set(id, readAuthResults(field, field.indexOf(':') + 1, 'authres', args[1] === true ? RELAXED : []));
      }
    }
    for (const { subject, op, args = [] } of one.expect) {
      const thrown = (subject as { $call?: readonly string[] }).$call;
      if (thrown) {
        const reading = readings.get(thrown.at(-1) ?? '');
        score.say(
          `arhParserSpec: ${thrown.join()}`,
          reading !== undefined && refuses(reading),
          JSON.stringify(reading),
        );
        continue;
      }
      const from = reference(subject);
      const reading = readings.get(from?.call ?? '');
      const got = reading?.ok ? follow(told(reading), from?.path ?? []) : reading;
      const right = holds(op, got, args) === true;
      score.say(
        `arhParserSpec: ${JSON.stringify(subject)}`,
        right,
        `${JSON.stringify(args)}, got ${JSON.stringify(got)}`,
      );
    }
  }
}

/** The mails about trust: the domains whose signatures pass, by the fields that count. */
function runTrust(score: Score): void {
  const found = cases('dkim_verifier/authVerifierSpec.json').filter(({ suite }) =>
    suite.endsWith('Trust only specific ARHs'),
  );
  for (const one of found) {
    let allowed: string | null = null;
    let relaxed = false;
    let file = '';
    const got = new Map<string, { domains: Set<string>; spf: string | null; said: number }>();
    for (const { id, fn, args } of one.calls) {
      if (fn === 'preferences.setAccountValue') allowed = String(args[2]);
      if (fn === 'preferences.setValue' && args[0] === 'arh.relaxedParsing') relaxed = args[1] === true;
      if (fn?.endsWith('addMsg')) file = String(args[0]);
      if (fn !== 'r3.verify') continue;
      const { fields } = readFields(readFileSync(join(dataFolder(), '05-authres', 'dkim_verifier', file), 'latin1'));
      const block = fields.findIndex(({ name }) => name === 'Received');
      const newest = fields[0];
      const first = newest && readAuthResults(newest.raw, newest.valueAt, 'authres', relaxed ? RELAXED : []);
      const newestId = first?.ok ? first.value.authserv : (first?.authserv ?? '');
      const ids = allowed?.split(' ').map((text) => text.replace(/^@/, '')) ?? [newestId];
      // Without a border of Microsoft's own nobody's field without an id is read; dkim_verifier asks for relaxed parsing.
      const microsoft = relaxed && ids[0] === '';
      const { attested } = attestedResults(fields, { block, ids, gateway: null, microsoft }, 'football.example.com');
      const passed = attested.filter(({ method, result }) => method === 'dkim' && result === 'pass');
      got.set(id, {
        domains: new Set(passed.map(({ about }) => about)),
        spf: attested.find(({ method }) => method === 'spf')?.result ?? null,
        said: passed.length,
      });
    }
    const wanted = new Map<string, { domains: Set<string>; spf: string | null }>();
    for (const { subject, args = [] } of one.expect) {
      const from = reference(subject);
      const way = from?.path.join('.') ?? '';
      const call = from?.call ?? '';
      const want = wanted.get(call) ?? { domains: new Set<string>(), spf: null };
      if (/^(?:arh\.)?dkim\.\d\.sdid$/.test(way)) want.domains.add(String(args[0]));
      if (way === 'spf.0.result') want.spf = String(args[0]);
      wanted.set(call, want);
    }
    for (const [call, want] of wanted) {
      const have = got.get(call);
      const domains = [...(have?.domains ?? [])];
      const right =
        have !== undefined && have.spf === want.spf && domains.sort().join() === [...want.domains].sort().join();
      score.say(
        `authVerifierSpec: ${call}`,
        right,
        `${one.name}: ${[...want.domains].join()} ${want.spf}, got ${domains.join()} ${have?.spf}`,
      );
    }
  }
}

/** go-msgauth's Go literals: the type names the method, each field a property. */
const GO_TYPES: Readonly<
  Record<string, { readonly method: string; readonly fields: Readonly<Record<string, string>> }>
> = {
  AuthResult: { method: 'auth', fields: { Auth: 'smtp.auth' } },
  DKIMResult: { method: 'dkim', fields: { Domain: 'header.d', Identifier: 'header.i' } },
  SPFResult: { method: 'spf', fields: { From: 'smtp.mailfrom', Helo: 'smtp.helo' } },
  SenderIDResult: { method: 'sender-id', fields: {} },
};

function goResult(type: string, text: string): string {
  const known = GO_TYPES[type];
  const fields = new Map(
    [...text.matchAll(/(\w+): (?:"([^"]*)"|Result(\w+))/g)].map(([, name, quoted, word]) => [
      name,
      quoted ?? word?.toLowerCase() ?? '',
    ]),
  );
  const properties = Object.entries(known?.fields ?? {}).flatMap(([name, property]) =>
    fields.has(name) ? [`${property}=${fields.get(name)}`] : [],
  );
  if (fields.has('HeaderKey')) properties.push(`header.${fields.get('HeaderKey')}=${fields.get('HeaderValue')}`);
  return [
    `${known?.method}=${fields.get('Value')}`,
    ...(fields.has('Reason') ? [`reason=${fields.get('Reason')}`] : []),
    ...properties,
  ].join(' ');
}

function runGo(score: Score): void {
  interface Go {
    readonly value: string;
    readonly identifier: string;
    readonly results_text: string;
  }
  const { cases: rows } = JSON.parse(
    readFileSync(join(dataFolder(), '05-authres', 'go-msgauth', 'authres.json'), 'utf8'),
  ) as { cases: readonly Go[] };
  // Where a row ends in nil, the extraction ran on into the next rows of the table.
  const all = rows.flatMap(({ value, identifier, results_text }) => {
    const [own = '', ...more] = results_text.split(/\{ value: /);
    const further = more.map((text) => {
      const [, quoted = '', id = '', rest = ''] =
        /^((?:"[^"]*"(?: \+ )?)+), identifier: "([^"]*)", results: (.*)$/s.exec(text) ?? [];
      const joined = quoted
        .replace(/"\s*\+\s*"/g, '')
        .slice(1, -1)
        .replaceAll('\\r\\n', '\r\n')
        .replaceAll('\\t', '\t');
      return { value: joined, identifier: id, text: rest };
    });
    return [{ value, identifier, text: own }, ...further];
  });
  for (const { value, identifier, text } of all) {
    const wanted = [...text.matchAll(/&(\w+)\{([^}]*)\}/g)].map(([, type = '', inner = '']) => goResult(type, inner));
    const reading = readAuthResults(value, 0, 'authres', ['trailing-semicolon']);
    const got = reading.ok
      ? reading.value.results.map(({ method, result, reason, properties }) =>
          [
            `${method}=${result}`,
            ...(reason === null ? [] : [`reason=${reason}`]),
            ...properties.map((one) => `${one.type}.${one.name}=${one.value}`),
          ].join(' '),
        )
      : null;
    const right = reading.ok && reading.value.authserv === identifier && got?.join('; ') === wanted.join('; ');
    score.say(`go-msgauth: ${JSON.stringify(value)}`, right, `${wanted.join('; ')}, got ${JSON.stringify(reading)}`);
  }
}

export async function run(): Promise<Outcome> {
  const score = keepScore(DEVIATIONS);
  await score.part('assertions of dkim_verifier’s parser', () => runParser(score));
  await score.part('mails of dkim_verifier about trust', () => runTrust(score));
  await score.part('rows of go-msgauth', () => runGo(score));
  return score.finish();
}
