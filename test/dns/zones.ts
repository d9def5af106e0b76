/** What the resolvers of the laboratory know. Addresses are of the ranges for documentation (RFC 5737, RFC 3849). */
import { txt } from './txt';

const HEAD = `$TTL 300
@ IN SOA ns host 1 3600 600 86400 60
@ IN NS ns
ns IN A 192.0.2.53
`;

/** As many octets as a DKIM key of 4096 bits with room to spare: no UDP answer of 1232 octets holds it. */
export const LARGE = 'k'.repeat(3_000);

/** What the signature is of, and what stands there afterwards. */
export const SIGNED_ADDRESS = '192.0.2.98';
export const CHANGED_ADDRESS = '192.0.2.99';

/** lab.test, which is signed. */
export const SIGNED_ZONE = `${HEAD}
@ IN MX 10 mx
@ IN MX 20 mx2
@ IN TXT "v=spf1 mx -all"
@ IN TXT "another record"
nomail IN MX 0 .
mx IN A 192.0.2.25
mx IN A 192.0.2.26
mx IN AAAA 2001:db8::25
s1._domainkey IN TXT "v=DKIM1; k=rsa; " "p=AAAA" "BBBB"
large IN ${txt(LARGE)}
octets IN TXT "caf\\195\\169 \\255\\000"
www IN CNAME web
web IN CNAME mx
away IN CNAME host.plain.test.
lost IN CNAME nobody
ring1 IN CNAME ring2
ring2 IN CNAME ring1
*.wild IN TXT "wild"
deep.empty IN A 192.0.2.1
short 1 IN A 192.0.2.2
changed IN A ${SIGNED_ADDRESS}
`;

/** plain.test, which is not; as bogus.test, too, where the anchor below wants signatures. */
export const PLAIN_ZONE = `${HEAD}
@ IN TXT "v=spf1 -all"
host IN A 192.0.2.80
`;

/** A key that nobody has. */
export const BOGUS_ANCHOR = `bogus.test. DS 4242 13 2 ${'0123456789abcdef'.repeat(4)}`;
