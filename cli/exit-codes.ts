import type { Lock } from '../lib/verify/verdict';
import type { Seal } from '../lib/verify/seal';

/** What a shell is told; docs/cli.md. From 64 on as sysexits.h has them. */
export const EXIT = {
  fine: 0,
  warning: 1,
  red: 2,
  unknown: 3,
  usage: 64,
  data: 65,
  noInput: 66,
  unavailable: 69,
  software: 70,
  cannotCreate: 73,
  io: 74,
} as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];
export type Tone = 'fine' | 'warning' | 'red' | 'unknown';

/** The gravest first. A file that could not be read hides no red mail, and a warning hides no such file. */
const BY_GRAVITY: readonly Exit[] = [
  EXIT.red,
  EXIT.usage,
  EXIT.software,
  EXIT.io,
  EXIT.cannotCreate,
  EXIT.noInput,
  EXIT.unavailable,
  EXIT.data,
  EXIT.warning,
  EXIT.unknown,
  EXIT.fine,
];

export function gravest(codes: readonly Exit[]): Exit {
  return BY_GRAVITY.find((code) => codes.includes(code)) ?? EXIT.fine;
}

export function toneOfLock(lock: Lock): Tone {
  switch (lock) {
    case 'closed':
    case 'house':
    case 'plane':
      return 'fine';
    case 'notched':
      return 'warning';
    case 'open':
      return 'red';
    case 'dotted':
      return 'unknown';
  }
}

/** No proof of the sender is no more than not knowing who it is. */
export function toneOfSeal(seal: Seal): Tone {
  switch (seal) {
    case 'whole':
    case 'staff':
      return 'fine';
    case 'half':
    case 'cracked':
      return 'warning';
    case 'broken':
      return 'red';
    case 'empty':
    case 'dotted':
      return 'unknown';
  }
}
