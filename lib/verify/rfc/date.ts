/**
 * Implements RFC 5322 3.3 date-time with the obsolete forms of 4.3 (two- and three-digit years, named and military zones,
 * comments anywhere), and what servers write beside it: fractions of a second, "+01:00", no white space before the zone.
 * Does not implement: other orders of the fields (asctime, ISO 8601); the day of the week is read past, not compared.
 */

/** Octets looked at: a date with its comments is some 50 long. */
const MAX_DATE = 512;

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** RFC 5322 4.3. Other names and the military letters but Z mean "-0000": a time in UTC, the place unknown. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  gmt: 0,
  utc: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};

/** Seconds since 1970-01-01 UTC; null if there is no date, no zone, or no such day. Reads `text` from `start` to `end`. */
export function readDate(text: string, start = 0, end = text.length): number | null {
  const limit = Math.min(end, start + MAX_DATE);
  const scan: Scan = { text, at: start, limit };
  skip(scan);
  if (letters(scan) > 0) {
    skip(scan);
    if (text.charCodeAt(scan.at) === 44) scan.at++;
    skip(scan);
  }
  const day = number(scan, 2);
  skip(scan);
  const monthAt = scan.at;
  const month = letters(scan) === 3 ? MONTHS.indexOf(text.slice(monthAt, monthAt + 3).toLowerCase()) / 3 : -1;
  skip(scan);
  const yearAt = scan.at;
  const written = number(scan, 4);
  const yearDigits = scan.at - yearAt;
  skip(scan);
  const hour = number(scan, 2);
  const minute = colon(scan) ? number(scan, 2) : -1;
  const second = colon(scan) ? number(scan, 2) : 0;
  if (text.charCodeAt(scan.at) === 46) {
    scan.at++;
    number(scan, 12);
  }
  if (day < 1 || !Number.isInteger(month) || month < 0 || yearDigits < 2) return null;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return null;
  // 4.3: two digits below 50 are 20xx; the others, and three digits, count from 1900.
  const year = yearDigits === 4 ? written : yearDigits === 2 && written < 50 ? 2000 + written : 1900 + written;
  const zone = readZone(scan);
  if (zone === null) return null;
  if (year < 1900 || day > daysIn(year, month)) return null;
  return daysSinceEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - zone * 60;
}

function daysIn(year: number, month: number): number {
  if (month !== 1) return month === 3 || month === 5 || month === 8 || month === 10 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Days from 1970-01-01, counting years from March so that the leap day is the last. `month` is 0 for January. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const marchYear = month < 2 ? year - 1 : year;
  const marchMonth = (month + 10) % 12;
  const leaps = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leaps + Math.floor((marchMonth * 153 + 2) / 5) + day - 1 - 719_468;
}

interface Scan {
  readonly text: string;
  at: number;
  readonly limit: number;
}

/** Minutes east of UTC, or null. */
function readZone(scan: Scan): number | null {
  skip(scan);
  const sign = scan.text.charCodeAt(scan.at);
  if (scan.at < scan.limit && (sign === 43 || sign === 45)) {
    scan.at++;
    const hours = number(scan, 2);
    if (scan.text.charCodeAt(scan.at) === 58) scan.at++;
    const minutes = number(scan, 2);
    if (hours < 0 || minutes < 0 || minutes > 59) return null;
    return (sign === 45 ? -1 : 1) * (hours * 60 + minutes);
  }
  const start = scan.at;
  const length = letters(scan);
  if (length === 0 || length > 5) return null;
  return ZONES[scan.text.slice(start, start + length).toLowerCase()] ?? 0;
}

function number(scan: Scan, most: number): number {
  let value = -1;
  for (let left = most; left > 0 && scan.at < scan.limit; left--) {
    const code = scan.text.charCodeAt(scan.at);
    if (code < 48 || code > 57) break;
    value = (value < 0 ? 0 : value * 10) + code - 48;
    scan.at++;
  }
  return value;
}

function letters(scan: Scan): number {
  const start = scan.at;
  while (scan.at < scan.limit) {
    const code = scan.text.charCodeAt(scan.at) | 32;
    if (code < 97 || code > 122) break;
    scan.at++;
  }
  return scan.at - start;
}

function colon(scan: Scan): boolean {
  skip(scan);
  if (scan.at >= scan.limit || scan.text.charCodeAt(scan.at) !== 58) return false;
  scan.at++;
  skip(scan);
  return true;
}

/** White space and comments, nested (3.2.2). An open comment runs to the end. */
function skip(scan: Scan): void {
  let depth = 0;
  for (; scan.at < scan.limit; scan.at++) {
    const code = scan.text.charCodeAt(scan.at);
    if (code === 40) depth++;
    else if (depth === 0) {
      if (code !== 32 && code !== 9 && code !== 10 && code !== 13) return;
    } else if (code === 41) depth--;
    else if (code === 92) scan.at++;
  }
}
