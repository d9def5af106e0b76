/** Mails as they come: fields folded and spaced in every way that RFC 5322 allows, bodies with all that canonical forms change. */
import type { Random } from './random';

export const AUTHOR = 'a.example';

const WORDS = ['hello', 'from', 'the', 'other', 'side', 'naïve', '100%', '=3D', 'b=x', ';', '"q"', '日本'] as const;
const GAPS = [' ', ' ', ' ', ' ', '  ', '\t', '\r\n ', '\r\n\t', ' \r\n  ', '\t \r\n \t'] as const;
const COLONS = [': ', ': ', ': ', ':', ' : ', ':\t', ':  ', '\t:', ':\r\n ', ' :'] as const;
const ENDS = ['', '', '', '', ' ', '\t', ' \t ', '\r\n '] as const;

const LINES = [
  'Dear reader,',
  'two  spaces and\ta tab',
  'white space at the end ',
  'and more \t ',
  '\t indented',
  '',
  '',
  ' ',
  '\t',
  '.',
  '..two dots',
  'From the start',
  'umlauts äöü and 日本語',
  '-- ',
  '=20=09 quoted',
  'a lone \r within',
  'x'.repeat(300),
  'y '.repeat(40),
] as const;

/** Octets of some text, as a byte string. */
const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Upper and lower case of a field's name are one name. */
function cased(random: Random, name: string): string {
  if (random.once(12)) return name.toUpperCase();
  return random.once(12) ? name.toLowerCase() : name;
}

function words(random: Random): string {
  let text = '';
  for (let count = random.below(7); count >= 0; count--) text += random.pick(WORDS) + random.pick(GAPS);
  return octets(text).trimEnd();
}

function field(random: Random, name: string, value: string): string {
  return cased(random, name) + random.pick(COLONS) + value + random.pick(ENDS);
}

/** A whole mail with CRLF, unsigned. */
export function plainMail(random: Random): string {
  const fields = [
    field(random, 'From', random.pick([`x@${AUTHOR}`, `"A. B" <x@${AUTHOR}>`, octets(`Ü <x@${AUTHOR}>`)])),
    field(random, 'To', 'y@b.example'),
    field(random, 'Subject', words(random)),
    field(random, 'Date', 'Thu, 01 Jan 2026 00:00:00 +0000'),
    ...random.some([
      field(random, 'Message-ID', `<${random.below(1e6)}@${AUTHOR}>`),
      field(random, 'Cc', 'z@b.example,\r\n\tw@b.example'),
      field(random, 'Reply-To', `r@${AUTHOR}`),
      field(random, 'MIME-Version', '1.0'),
      field(random, 'Content-Type', 'text/plain;\r\n\tcharset=utf-8'),
      field(random, 'List-Id', '<l.b.example>'),
      field(random, 'X-Empty', ''),
      field(random, 'X-Words', words(random)),
      field(random, 'Received', `from h.${AUTHOR} by mx.b.example;\r\n\tThu, 01 Jan 2026 00:00:00 +0000`),
      field(random, 'Received', `by h.${AUTHOR};  Thu, 01 Jan 2026 00:00:00 +0000`),
    ]),
  ];
  // Fields stand in any order.
  for (let at = fields.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [fields[at], fields[other]] = [fields[other] ?? '', fields[at] ?? ''];
  }
  return `${fields.join('\r\n')}\r\n\r\n${body(random)}`;
}

function body(random: Random): string {
  if (random.once(14)) return random.pick(['', '\r\n', '\r\n\r\n', ' ', ' \r\n', 'x', '\t\r\n\r\n']);
  const count = random.once(20) ? 120 : random.below(14);
  const lines = Array.from({ length: count + 1 }, () => octets(random.pick(LINES)));
  return lines.join('\r\n') + random.pick(['\r\n', '\r\n', '\r\n', '', '\r\n\r\n', ' \r\n', '\r\n \t\r\n\r\n']);
}
