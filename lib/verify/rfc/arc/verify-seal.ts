/**
 * Implements RFC 8617 5.1.1 and 5.2, step 5: one ARC-Seal, over all fields of the sets up to its own.
 * Does not implement: the seal of a broken chain (cv=fail), which covers its own set alone and proves nothing.
 */
import type { World } from '../../world';
import { findKeys } from '../dkim/find-keys';
import type { KeyTrouble } from '../dkim/find-keys';
import { endLine, roomForFields, writeField } from '../dkim/header-data';
import type { FieldIndex } from '../dkim/header-data';
import { keyMismatch } from '../dkim/key-mismatch';
import type { KeyMismatch } from '../dkim/key-mismatch';
import { prove } from '../dkim/prove';
import { MIN_RSA_BITS } from '../dkim/verify-signature';
import type { Octets } from '../octets';
import type { Seal, SealFault } from './seal';

/** A set with nothing missing. */
export interface WholeSet {
  readonly results: number;
  readonly message: number;
  readonly seal: Seal;
}

export type SealReason =
  | 'valid'
  | SealFault
  | KeyTrouble
  | KeyMismatch
  | 'header-changed'
  | 'key-mismatch'
  | 'sha1'
  | 'short-key'
  | 'unsupported';

export interface SealResult {
  readonly result: 'pass' | 'fail' | 'temperror' | 'neutral';
  readonly reason: SealReason;
}

/** What each seal signed, the oldest first. `sets` are all up to the newest. */
export function sealData(index: FieldIndex, sets: readonly WholeSet[]): readonly Octets[] {
  const order = sets.flatMap(({ results, message, seal }) => [results, message, seal.index]);
  const room = roomForFields(index, order);
  const all: Octets[] = [];
  for (const { results, message, seal } of sets) {
    for (const one of [results, message]) {
      writeField(room, index, 'relaxed', one, null);
      endLine(room);
    }
    const before = room.length;
    writeField(room, index, 'relaxed', seal.index, seal.cut);
    all.push(room.octets.slice(0, room.length));
    // For the seals after it, the field as it stands.
    room.length = before;
    writeField(room, index, 'relaxed', seal.index, null);
    endLine(room);
  }
  return all;
}

/** Asks the World one question, or none where the seal is faulty. Never rejects unless the World does. */
export async function verifySeal(seal: Seal, data: Octets, world: World): Promise<SealResult> {
  const { fault, algorithm, domain, selector } = seal;
  if (fault !== null || algorithm === null || domain === null || selector === null)
    return { result: 'fail', reason: fault ?? 'bad-tag' };
  // 4.1.3 takes over RFC 8301 with DKIM's algorithms.
  if (algorithm.hash === 'sha-1') return { result: 'fail', reason: 'sha1' };
  const found = await findKeys(world, selector, domain);
  if (!found.ok) return { result: found.result === 'temperror' ? 'temperror' : 'fail', reason: found.reason };
  let first: SealResult | null = null;
  for (const key of found.keys) {
    const mismatch = keyMismatch(key, algorithm, domain, null);
    const short = key.type === 'rsa' && key.bits < MIN_RSA_BITS;
    const proof =
      mismatch || short ? null : (world.proven?.(seal.value) ?? (await prove(key, algorithm, seal.value, data)));
    if (proof === 'holds') return { result: 'pass', reason: 'valid' };
    if (proof === 'unsupported') first ??= { result: 'neutral', reason: 'unsupported' };
    else if (proof === 'other-key') first ??= { result: 'fail', reason: 'key-mismatch' };
    else first ??= { result: 'fail', reason: mismatch ?? (short ? 'short-key' : 'header-changed') };
  }
  return first ?? { result: 'fail', reason: 'no-key' };
}
