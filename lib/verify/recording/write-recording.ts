import type { Digest } from '../digest';
import type { Field } from '../message';
import type { Proof } from '../rfc/dkim/prove';
import type { SealReason } from '../rfc/arc/verify-seal';
import type { Report } from '../verdict';
import { hideLocals } from './hide-locals';
import { FORMAT, verdictOf, type Recording } from './recording';

/** Fields that checks read, kept but for what stands before an "@". Of all others the name is kept alone. */
const KEPT: ReadonlySet<string> = new Set([
  ...['received', 'return-path', 'received-spf', 'authentication-results', 'dkim-signature', 'date'],
  ...['arc-seal', 'arc-message-signature', 'arc-authentication-results', 'from', 'sender', 'list-id'],
  ...['list-unsubscribe-post', 'feedback-id', 'x-feedback-id', 'mime-version'],
]);
/** Of these, the addresses alone: names and comments of others are nobody's business. */
const ADDRESSES: ReadonlySet<string> = new Set([
  ...['to', 'cc', 'reply-to', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'],
]);
const BETWEEN_ADDRESSES = /[\s<>(),;:"]+/;
/** Addresses kept of one field; a list of hundreds tells no more. */
const MAX_ADDRESSES = 20;
/** The path and query of an address on the web are made for one reader. */
const WEB_ADDRESS = /\bhttps?:[^\s<>]*/gi;
/** Parameters of Content-Type that tell how the content is protected. */
const PROTECTION = /;\s*(?:smime-type|protocol)\s*=\s*"?[\w./+-]+"?/gi;

const OF_SEALS: Readonly<Partial<Record<SealReason, Proof>>> = {
  valid: 'holds',
  'key-mismatch': 'other-key',
  'header-changed': 'changed',
  unsupported: 'unsupported',
};

/** Writes down what a mail was judged by. The body is left out, local parts and the words of people are hidden. `at`: milliseconds. */
export function writeRecording(digest: Digest, report: Report, at: number): Recording {
  const hide = hideLocals();
  return {
    format: FORMAT,
    at,
    receiver: digest.receiver,
    fidelity: digest.fidelity,
    fields: digest.index.fields.map((field) => hide(trimmed(field))),
    bodies: digest.bodies,
    proven: provenBy(report),
    asked: report.asked,
    verdict: verdictOf(report),
  };
}

function trimmed({ name, raw, valueAt }: Field): string {
  const lower = name.toLowerCase();
  // a line that is no field is kept as the fact that there was one
  if (name === '') return raw === '' ? '' : '?';
  if (KEPT.has(lower)) return raw;
  const value = raw.slice(valueAt);
  if (ADDRESSES.has(lower)) {
    const addresses = value.split(BETWEEN_ADDRESSES).filter((word) => word.includes('@'));
    return `${name}: ${addresses.slice(0, MAX_ADDRESSES).join(', ')}`;
  }
  if (lower === 'list-unsubscribe') return `${name}:${value.replace(WEB_ADDRESS, hostAlone)}`;
  if (lower === 'content-type') {
    const [type = ''] = value.split(';', 1);
    return `${name}:${type}${(value.match(PROTECTION) ?? []).join('')}`;
  }
  return `${name}:`;
}

function hostAlone(address: string): string {
  try {
    return `${address.slice(0, address.indexOf(':'))}://${new URL(address).hostname}/`;
  } catch {
    return '';
  }
}

function provenBy({ proof }: Report): Recording['proven'] {
  const proven: Record<string, Proof> = {};
  for (const { signature, proven: by } of proof?.dkim.results ?? [])
    if (by.header !== null) proven[signature.value] = by.header;
  for (const { messageResult, seal, sealResult } of proof?.arc.sets ?? []) {
    if (messageResult?.proven.header) proven[messageResult.signature.value] = messageResult.proven.header;
    const word = sealResult ? OF_SEALS[sealResult.reason] : undefined;
    if (seal && word) proven[seal.value] = word;
  }
  return proven;
}
