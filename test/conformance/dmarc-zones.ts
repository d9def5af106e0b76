import type { Zone } from '../fixtures/zone-world';

const at = (domain: string, ...records: readonly string[]): Zone => ({ [`_dmarc.${domain}`]: records });
const tags = (...list: readonly string[]): Zone => at('example.com', ...list.map((one) => `v=DMARC1; ${one}`));

/**
 * mailauth's tests answer from code that the set does not hold. For each such test, by its name: a zone that is as the name
 * and what the test expects say. What is expected comes from the set.
 */
export const MAILAUTH_ZONES: Readonly<Record<string, Zone>> = {
  'Should return pass when DKIM aligns': tags('p=reject'),
  'Should return pass when SPF aligns': tags('p=quarantine'),
  'Should return fail when neither DKIM nor SPF aligns': tags('p=reject'),
  'Should return none when no DMARC record exists': {},
  'Should return temperror on DNS failure': { '_dmarc.example.com': 'timeout' },
  'Should parse all common tags': tags('p=quarantine; sp=reject; pct=50; adkim=s; aspf=r'),
  'Should handle minimal DMARC record': tags('p=none'),
  'Should handle split TXT records': tags('p=reject; pct=100'),
  'Should use p= policy for direct domain': tags('p=reject; sp=quarantine'),
  'Should use sp= policy for subdomain with org domain record': tags('p=reject; sp=quarantine'),
  'Should use p= policy for subdomain when sp= not set': tags('p=reject'),
  'Should use relaxed DKIM alignment by default': tags('p=reject'),
  'Should fail strict DKIM alignment when only the org domain matches (adkim=s)': tags('p=reject; adkim=s'),
  'Should pass strict DKIM alignment when the signing domain is identical (adkim=s)': tags('p=reject; adkim=s'),
  'Should pass strict DKIM alignment when the signing domain matches a subdomain author (adkim=s)':
    tags('p=reject; adkim=s'),
  'Should fail strict DKIM alignment for different org domain': tags('p=reject; adkim=s'),
  'Should use relaxed SPF alignment by default': tags('p=reject'),
  'Should fail strict SPF alignment when only the org domain matches (aspf=s)': tags('p=reject; aspf=s'),
  'Should pass strict SPF alignment when the SPF domain is identical (aspf=s)': tags('p=reject; aspf=s'),
  'Should pass when SPF aligns relaxed even though DKIM strict fails (adkim=s; aspf=r)':
    tags('p=reject; adkim=s; aspf=r'),
  'Should fallback to org domain when subdomain has no record': tags('p=quarantine'),
  'Should not fallback when subdomain has its own record': {
    ...tags('p=none'),
    ...at('mail.example.com', 'v=DMARC1; p=reject'),
  },
  'Should handle headerFrom without @ symbol': tags('p=reject'),
  'Should handle headerFrom array with single element': tags('p=reject'),
  'Should return false for headerFrom array with multiple elements': tags('p=reject'),
  'Should handle IDN domains': at('xn--e1afmkfd.xn--p1ai', 'v=DMARC1; p=reject'),
  'Should handle domains with string DKIM/SPF entries': tags('p=reject'),
  'Should include ARC result in comment when provided': tags('p=reject'),
  'Should track undersized DKIM signatures': tags('p=reject'),
  'Should return raw record in rr field': tags('p=reject; pct=100'),
  'Should generate formatted info string': tags('p=reject'),
  'Should resolve DMARC record from _dmarc.domain.com': tags('p=reject'),
  'Should return false when no DMARC record exists': {},
  'Should return false for empty TXT response': { '_dmarc.example.com': [] },
  'Should return false for ENODATA error': { '_dmarc.example.com': [] },
  'Should parse all standard tags': tags(
    'p=quarantine; sp=reject; pct=50; adkim=s; aspf=r; fo=1; rua=mailto:dmarc@example.com; ruf=mailto:forensic@example.com; ri=3600',
  ),
  'Should handle whitespace around values': at('example.com', 'v=DMARC1 ;  p = reject ; pct = 100 '),
  'Should convert pct to integer': tags('p=reject; pct=75'),
  'Should convert ri to integer': tags('p=reject; ri=86400'),
  'Should handle invalid pct value as 0': tags('p=reject; pct=invalid'),
  'Should include raw record in rr field': at('example.com', 'v=DMARC1; p=reject'),
  'Should handle tags with no value': tags('p=reject; tagonly'),
  'Should handle tags starting with equals': tags('p=reject; =value'),
  'Should lowercase tag names': at('example.com', 'V=DMARC1; P=reject; ADKIM=s'),
  'Should set isOrgRecord to false for direct domain': tags('p=reject'),
  'Should not fallback when org domain equals the domain': {},
  'Should return false when no v=DMARC1 record': at('example.com', 'v=spf1 -all'),
  'Should return false when multiple DMARC records exist': tags('p=reject', 'p=none'),
  'Should accept an upper-case tag name with an exact version value (V=DMARC1)': at(
    'example.com',
    'V=DMARC1; p=reject',
  ),
  'Should reject a version value that is not exactly DMARC1 (v=dmarc1)': at('example.com', 'v=dmarc1; p=reject'),
  'Should filter non-DMARC records from response': at('example.com', 'v=spf1 -all', 'v=DMARC1; p=reject'),
};
