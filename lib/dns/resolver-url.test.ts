import { describe, expect, it } from 'vitest';
import { readResolverUrl } from './resolver-url';

describe('a resolver’s address', () => {
  it.each([
    ['https://dns.example/dns-query', 'https://dns.example/dns-query'],
    [' https://DNS.example:443/dns-query{?dns} ', 'https://dns.example/dns-query'],
    ['https://dns.example', 'https://dns.example/'],
    ['https://dns.example:8443/a?b=c', 'https://dns.example:8443/a?b=c'],
    ['https://192.0.2.1/dns-query', 'https://192.0.2.1/dns-query'],
    ['https://[2001:db8::1]/dns-query', 'https://[2001:db8::1]/dns-query'],
    ['http://127.0.0.1:8053/dns-query', 'http://127.0.0.1:8053/dns-query'],
    ['http://localhost:8053/', 'http://localhost:8053/'],
    ['http://[::1]:8053/', 'http://[::1]:8053/'],
  ])('%s', (typed, url) => {
    expect(readResolverUrl(typed)).toBe(url);
  });

  it.each([
    '',
    'dns.example',
    'http://dns.example/dns-query',
    'http://localhost.example/',
    'http://127.0.0.1.example/',
    'ftp://dns.example/',
    'javascript:alert(1)',
    'https://user@dns.example/',
    'https://user:word@dns.example/',
    'https://dns.example/#dns',
    'https://dns.example/dns-query{?dns,ct}',
    'https://dns.example/{dns}',
    'https://',
    `https://dns.example/${'a'.repeat(1_000)}`,
  ])('none: %s', (typed) => {
    expect(readResolverUrl(typed)).toBeNull();
  });
});
