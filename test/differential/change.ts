/** What happens to mails on their way: what lists, gateways, stores and attackers do to a signed mail. */
import type { Random } from './random';

interface Split {
  readonly fields: readonly string[];
  readonly body: string;
}

function split(mail: string): Split {
  const blank = mail.indexOf('\r\n\r\n');
  return { fields: mail.slice(0, blank).split(/\r\n(?![ \t])/), body: mail.slice(blank + 4) };
}

const whole = ({ fields, body }: Split): string => `${fields.join('\r\n')}\r\n\r\n${body}`;

const FIELDS = ['From', 'Subject', 'To', 'Cc', 'Date', 'X-Words', 'Received', 'Reply-To', 'Content-Type'] as const;

/** Changes of one field, the first or last of its name. */
function ofField(random: Random, mail: string, change: (field: string) => readonly string[]): string {
  const { fields, body } = split(mail);
  const name = random.pick(FIELDS).toLowerCase();
  const test = (one: string) => one.toLowerCase().startsWith(name);
  const at = random.once(2) ? fields.findIndex(test) : fields.findLastIndex(test);
  return at < 0 ? mail : whole({ fields: fields.toSpliced(at, 1, ...change(fields[at] ?? '')), body });
}

function ofSignature(random: Random, mail: string, change: (field: string) => string): string {
  const { fields, body } = split(mail);
  const places = fields.flatMap((one, at) => (/^(?:DKIM-S|ARC-[SM])/i.test(one) ? [at] : []));
  if (places.length === 0) return mail;
  const at = random.pick(places);
  return whole({ fields: fields.with(at, change(fields[at] ?? '')), body });
}

const ofBody = (mail: string, change: (body: string) => string): string => {
  const { fields, body } = split(mail);
  return whole({ fields, body: change(body) });
};

/** Tags that are put into a signature, or stand for one that is there. */
const TAGS = [
  'l=0',
  'l=3',
  'l=999999',
  'l=-1',
  'l=',
  'x=1',
  't=99',
  't=x',
  'v=2',
  'v=1',
  'a=rsa-sha256',
  'a=rsa-sha1',
  'a=ed25519-sha256',
  'a=RSA-SHA256',
  'a=RSA-SHA256',
  'a=RSA-SHA256',
  'a=rsa-sha512',
  'c=simple/simple',
  'c=relaxed',
  'c=nofws',
  'q=dns/txt',
  'q=http/x',
  'q=x:dns/txt',
  'i=@sub.a.example',
  'i=x@b.example',
  'i=@evila.example',
  'i=a=40b@a.example',
  'i=a=40b@a.example',
  'i=a=40b@a.example',
  'h=',
  'h=from',
  'h=From : Subject',
  'h=subject',
  'h=from:arc-seal',
  'z=From:x@a.example',
  'd=',
  'd=A.EXAMPLE',
  'd=b.example',
  'd=a..example',
  's=none',
  's=',
  'bh=AAAA',
  'b=AAAA',
  'n o=1',
  'foo',
  'foo=bar',
  '=x',
  ' ',
  'cv=fail',
  'cv=none',
  'cv=pass',
  'cv=Pass',
  'i=1',
  'i=2',
  'i=0',
  'i=51',
] as const;

function withTag(random: Random, field: string): string {
  const tag = random.pick(TAGS);
  const name = tag.slice(0, tag.indexOf('=')).trim();
  const parts = field.split(';');
  const at = parts.findIndex((part) =>
    part
      .replace(/^[^:;]*:/, '')
      .trim()
      .startsWith(`${name}=`),
  );
  if (at >= 0 && !random.once(4)) {
    const head = at === 0 ? (/^[^:]*:\s*/.exec(parts[0] ?? '')?.[0] ?? '') : ' ';
    return random.once(5) ? parts.toSpliced(at, 1).join(';') : parts.with(at, head + tag).join(';');
  }
  return random.once(2) ? `${field}; ${tag}` : field.replace(/:\s*/, (colon) => `${colon}${tag}; `);
}

type Change = (random: Random, mail: string) => string;

/** What leaves relaxed signatures whole, and some simple ones. */
const HARMLESS: readonly Change[] = [
  (random, mail) => `${random.pick(['X-New', 'Received', 'Delivered-To'])}: by somebody\r\n${mail}`,
  (random, mail) => ofField(random, mail, (field) => [field.replace(/ /, '  ')]),
  (random, mail) => ofField(random, mail, (field) => [`${field} \t`]),
  (random, mail) => ofField(random, mail, (field) => [field.replace(/ /, '\r\n\t')]),
  (random, mail) => ofField(random, mail, (field) => [field.replace(/^[^:]*/, (name) => name.toUpperCase())]),
  (_, mail) => ofBody(mail, (body) => `${body}\r\n\r\n`),
  (_, mail) => ofBody(mail, (body) => body.replace(/\r\n$/, '')),
  (_, mail) => ofBody(mail, (body) => body.replace(/\r\n/, ' \t\r\n')),
  (_, mail) => ofBody(mail, (body) => body.replace(/ /, '\t ')),
  (random, mail) => ofSignature(random, mail, (field) => field.replace(/;\s*/, ' ;\r\n\t')),
  (random, mail) => ofSignature(random, mail, (field) => `${field};`),
];

/** What breaks most signatures, or makes them faulty. */
const HARMFUL: readonly Change[] = [
  (random, mail) => ofField(random, mail, (field) => [`${field} more`]),
  (random, mail) => ofField(random, mail, () => []),
  (random, mail) => ofField(random, mail, (field) => [field, field]),
  (random, mail) => ofField(random, mail, (field) => [field.replace(/:.*/s, ': forged'), field]),
  (random, mail) => ofField(random, mail, (field) => [field, field.replace(/:.*/s, ': forged')]),
  (_, mail) => ofBody(mail, (body) => `${body}-- \r\na footer\r\n`),
  (_, mail) => ofBody(mail, (body) => body.replace(/[a-z]/, 'Q')),
  (_, mail) => ofBody(mail, (body) => body.slice(0, body.length >> 1)),
  (_, mail) => ofBody(mail, (body) => `\r\n${body}`),
  (_, mail) => ofBody(mail, () => ''),
  (random, mail) => ofSignature(random, mail, (field) => withTag(random, field)),
  (random, mail) => ofSignature(random, mail, (field) => withTag(random, field)),
  (random, mail) => ofSignature(random, mail, (field) => withTag(random, field)),
  (random, mail) => ofSignature(random, mail, (field) => field.replace(/(\bb=\s*\S{9})(\S)/, (_, head) => `${head}Z`)),
  (random, mail) => ofSignature(random, mail, (field) => field.slice(0, field.length - random.pick([1, 1, 6, 9]))),
  (random, mail) => ofSignature(random, mail, (field) => `${field}\r\n${field}`),
  (_, mail) => mail.replace(/==\r\n/, '=\r\n'),
];

/** Line ends that a store or a broken sender made. */
const LINE_ENDS: readonly Change[] = [
  (_, mail) => mail.replaceAll('\r\n', '\n'),
  (_, mail) => mail.replaceAll('\r\n', '\n'),
  (_, mail) => ofBody(mail, (body) => body.replaceAll('\r\n', '\n')),
  (_, mail) => ofBody(mail, (body) => body.replace('\r\n', '\n')),
  (random, mail) => ofField(random, mail, (field) => [field.replace('\r\n', '\n')]),
];

/** A line that is no field, in the midst of them. */
const STRAY = [
  'no field at all',
  '\xa0: x',
  'From x@a.example Thu Jan  1 00:00:00 2026',
  ':x',
  'Sub\x01ject: x',
] as const;

/** None to three changes. */
export function change(random: Random, mail: string): string {
  let changed = mail;
  for (let count = random.pick([0, 0, 1, 1, 1, 2, 3]); count > 0; count--) {
    const kind = random.below(20);
    if (kind === 0) changed = ofField(random, changed, (field) => [field, random.pick(STRAY)]);
    else changed = random.pick(kind < 8 ? HARMLESS : HARMFUL)(random, changed);
  }
  return random.once(12) ? random.pick(LINE_ENDS)(random, changed) : changed;
}
