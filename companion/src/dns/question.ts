/** What is asked of DNS. Class is IN: no other is passed on. */
export interface Question {
  /** Lower case, A-labels, no trailing dot. */
  readonly name: string;
  /** Number of the record type (RFC 1035 3.2.2). */
  readonly type: number;
  /** DNSSEC's records are wanted as well (RFC 3225). */
  readonly dnssec: boolean;
  /** The resolver is not to check (RFC 4035 3.2.2). */
  readonly unchecked: boolean;
}

/** Answers to two questions with one key are the same. */
export function questionKey({ name, type, dnssec, unchecked }: Question): string {
  return `${type}${dnssec ? 'd' : '-'}${unchecked ? 'c' : '-'}${name}`;
}
