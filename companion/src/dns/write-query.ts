import { randomInt } from 'node:crypto';
import packet from 'dns-packet';
import type { Question } from './question';

/** What fits a path of 1280 octets; larger answers come over TCP (RFC 9715 3.2). */
const UDP_OCTETS = 1232;
/** RFC 8467 4.1. */
const PADDED_TO = 128;
const PADDING = 12;
const SUBNET = 8;
const OPTION_HEAD = 4;
/** Source length 0: nobody is to be told who asks (RFC 7871 7.1.2). */
const NO_SUBNET = { code: SUBNET, data: Buffer.from([0, 1, 0, 0]) };
const FLAG_CD = 0x10;

export interface QueryForm {
  readonly id: number;
  /** Upper and lower case by chance, which a forger would have to guess as well. */
  readonly randomCase: boolean;
  /** Over an encrypted way the length of the message tells less of the name. */
  readonly padded: boolean;
}

/** The message that asks: recursion desired, AD wanted (RFC 6840 5.7). */
export function writeQuery(question: Question, { id, randomCase, padded }: QueryForm): Buffer {
  const name = randomCase ? withRandomCase(question.name) : question.name;
  const encode = (options: readonly { code: number; data: Buffer }[]) =>
    packet.encode({
      type: 'query',
      id,
      flags: packet.RECURSION_DESIRED | packet.AUTHENTIC_DATA | (question.unchecked ? FLAG_CD : 0),
      // the library takes types that it has no name for by their number
      questions: [{ name, type: `UNKNOWN_${question.type}` as 'A', class: 'IN' }],
      additionals: [
        {
          type: 'OPT',
          name: '.',
          udpPayloadSize: UDP_OCTETS,
          extendedRcode: 0,
          ednsVersion: 0,
          flags: question.dnssec ? packet.DNSSEC_OK : 0,
          flag_do: question.dnssec,
          options: options as never,
        },
      ],
    });
  const bare = encode([NO_SUBNET]);
  if (!padded) return bare;
  const padding = (PADDED_TO - ((bare.length + OPTION_HEAD) % PADDED_TO)) % PADDED_TO;
  return encode([NO_SUBNET, { code: PADDING, data: Buffer.alloc(padding) }]);
}

function withRandomCase(name: string): string {
  return [...name].map((letter) => (randomInt(2) === 0 ? letter : letter.toUpperCase())).join('');
}
