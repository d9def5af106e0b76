import { assumedAt, isAssumed } from '../lib/verify/assumed';
import type { Hop, Leg as Strength, Step, TlsVersion } from '../lib/verify/facts';
import type { Lock, Report } from '../lib/verify/verdict';

/** One leg of the path and the server that wrote it down, ready to be drawn or written; newest first. */
export interface Leg {
  /** Index in `Report.hops`. */
  readonly index: number;
  readonly hop: Hop;
  /** The line itself, a byte string. */
  readonly line: string;
  /** Written by the reader's provider; all others are claims. */
  readonly attested: boolean;
  /** The leg by which the mail entered the provider, or the gateway before it. */
  readonly border: boolean;
  /** The leg from a gateway into the provider. */
  readonly fromGateway: boolean;
  /** The walk went past this line only by assuming that its client is the provider's. */
  readonly assumed: boolean;
  /** Attested, and nothing up to here was assumed: only such a leg may be green. */
  readonly sure: boolean;
  /** Why the walk went past this line; null where it stopped, and below. */
  readonly step: Step | null;
  readonly shape: Lock;
  /** Written, or implied by the cipher; null where neither tells. */
  readonly version: TlsVersion | null;
  /** Seconds since the line below; null where unknown, negative where the dates go backwards. */
  readonly delay: number | null;
  /** Who held the mail at the end of this leg: an organisation's domain, or null. */
  readonly organisation: string | null;
}

export function legs(report: Report): readonly Leg[] {
  const { border } = report;
  const firstAssumed = assumedAt(border.steps);
  return report.hops.map((hop, index) => {
    const step = border.steps[index] ?? null;
    const atBorder = (border.perimeter ?? border.hop) === index;
    return {
      index,
      hop,
      line: report.lines[index] ?? '',
      attested: index < border.attested,
      border: atBorder,
      fromGateway: border.perimeter !== null && border.hop === index,
      assumed: step !== null && isAssumed(step),
      sure:
        index < border.attested &&
        (firstAssumed === null || index <= firstAssumed) &&
        (!atBorder || border.kind === 'shown'),
      step,
      version: report.legs[index]?.version ?? null,
      shape: legShape(hop, report.legs[index]?.strength ?? null),
      delay: report.delays[index] ?? null,
      organisation: report.organisations[index] ?? null,
    };
  });
}

/**
 * Addresses taken to be the provider's own without proof, each once, in the order they were met: those the walk went past, or
 * the private one it stopped at. Never a public address where nothing went past: a sender may stand there and wait to be
 * confirmed.
 */
export function assumedRelays(report: Report): readonly string[] {
  if (report.border.kind !== 'assumed') return [];
  const all = legs(report);
  const passed = all.filter((leg) => leg.assumed);
  const privateClient = report.findings.some((one) => one.id === 'last-leg' && one.code === 'private-client');
  const doubted = passed.length > 0 || !privateClient ? passed : all.filter((leg) => leg.border);
  return [...new Set(doubted.flatMap((leg) => (leg.hop.from.ip === null ? [] : [leg.hop.from.ip])))];
}

/** Seconds between the first line written and the last; null where either carries no date. */
export function totalTime(report: Report): number | null {
  const newest = report.hops[0]?.date ?? null;
  const oldest = report.hops.at(-1)?.date ?? null;
  return newest === null || oldest === null || report.hops.length < 2 ? null : newest - oldest;
}

/** A leg's own shape, whatever the verdict on the whole path: only encryption known to be fine is drawn closed. */
function legShape(hop: Hop, strength: Strength['strength']): Lock {
  switch (hop.state) {
    case 'encrypted':
      return strength === 'fine' ? 'closed' : 'notched';
    case 'plaintext':
      return 'open';
    case 'internal':
      return 'house';
    case 'unknown':
      return 'dotted';
  }
}
