import { expect, it } from 'vitest';
import { readServer } from './read-server';
import { systemServers } from './system-servers';

it.each<[string, object | null]>([
  ['192.0.2.53', { kind: 'udp', address: '192.0.2.53', port: 53 }],
  ['2001:db8::53', { kind: 'udp', address: '2001:db8::53', port: 53 }],
  ['udp://127.0.0.1:5353', { kind: 'udp', address: '127.0.0.1', port: 5353 }],
  ['tcp://[2001:db8::53]', { kind: 'tcp', address: '2001:db8::53', port: 53 }],
  ['tls://dns.example', { kind: 'tls', host: 'dns.example', port: 853, name: 'dns.example' }],
  ['tls://192.0.2.53:8853#dns.example', { kind: 'tls', host: '192.0.2.53', port: 8853, name: 'dns.example' }],
  [
    'https://dns.example/dns-query',
    { kind: 'https', label: 'https://dns.example', url: 'https://dns.example/dns-query' },
  ],
  ['http://dns.example/dns-query', null],
  ['https://dns.example/dns-query{?dns}', null],
  ['https://user:word@dns.example/', null],
  ['udp://dns.example', null],
  ['udp://127.0.0.1/path', null],
  ['udp://127.0.0.1#name', null],
  ['dns.example', null],
  ['', null],
])('%s', (written, expected) => {
  const read = readServer(written);
  if (expected === null) expect(read).toBeNull();
  else expect(read).toMatchObject(expected);
});

it.each<[string, readonly string[]]>([
  ['# none\nsearch example.org\n', ['127.0.0.1']],
  [
    'nameserver 192.0.2.1\n  nameserver\t2001:db8::1 \nnameserver fe80::1%eth0\nnameserver 192.0.2.4',
    ['192.0.2.1', '2001:db8::1', 'fe80::1%eth0'],
  ],
  ['nameserver dns.example\n#nameserver 192.0.2.9\nnameserver 192.0.2.8', ['192.0.2.8']],
])('resolv.conf %#', (text, expected) => {
  expect(systemServers(text)).toEqual(expected);
});
