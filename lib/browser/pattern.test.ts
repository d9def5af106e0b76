import { describe, expect, it } from 'vitest';
import { isUnder, parsePattern, patternOf } from './pattern';

describe('from what people type', () => {
  it.each([
    ['https://mail.example.org/roundcube/?_task=mail', 'https://mail.example.org/*'],
    ['mail.example.org', 'https://mail.example.org/*'],
    ['  HTTPS://Mail.Example.ORG  ', 'https://mail.example.org/*'],
    ['http://mail.example.org:8080/x', 'http://mail.example.org/*'],
    ['mail.example.org:8443', 'https://mail.example.org/*'],
    ['http://127.0.0.1:9000', 'http://127.0.0.1/*'],
    ['http://[::1]:9000', 'http://[::1]/*'],
    ['bücher.example', 'https://xn--bcher-kva.example/*'],
    ['https://user:pass@mail.example.org/', 'https://mail.example.org/*'],
  ])('%s', (typed, pattern) => {
    expect(patternOf(typed)).toMatchObject({ ok: true, pattern });
  });

  it.each([
    ['', 'site-empty'],
    ['   ', 'site-empty'],
    ['ftp://mail.example.org', 'site-not-web'],
    ['javascript://x', 'site-not-web'],
    ['moz-extension://x', 'site-not-web'],
    ['https://', 'site-not-a-host'],
    ['*.example.org', 'site-not-a-host'],
    ['https://*/*', 'site-not-a-host'],
    ['<all_urls>', 'site-not-a-host'],
    ['a b', 'site-not-a-host'],
  ])('refuses %j', (typed, code) => {
    expect(patternOf(typed)).toEqual({ ok: false, code });
  });
});

describe('patterns', () => {
  it.each([
    ['https://mail.example.org/*', true],
    ['http://127.0.0.1/*', true],
    ['https://*.example.org/*', true],
    ['https://mail.example.org:8443/*', false],
    ['https://mail.example.org/mail/*', false],
    ['https://Mail.example.org/*', false],
    ['https://*/*', false],
    ['*://*/*', false],
    ['<all_urls>', false],
    ['file:///*', false],
    ['https://a.example/*x/*', false],
    ['', false],
  ])('%s: %s', (pattern, ok) => {
    expect(parsePattern(pattern) !== null).toBe(ok);
  });

  it.each([
    ['https://mail.example.org/*', 'https://mail.example.org/a?b#c', true],
    ['https://mail.example.org/*', 'https://mail.example.org:8443/', true],
    ['https://mail.example.org/*', 'http://mail.example.org/', false],
    ['https://mail.example.org/*', 'https://mail.example.org.evil.example/', false],
    ['https://mail.example.org/*', 'https://evil.example/https://mail.example.org/', false],
    ['https://*.example.org/*', 'https://a.b.example.org/', true],
    ['https://*.example.org/*', 'https://example.org/', true],
    ['https://*.example.org/*', 'https://badexample.org/', false],
    ['https://mail.example.org/*', 'about:blank', false],
    ['nonsense', 'https://mail.example.org/', false],
    ['https://mail.example.org/*', 'nonsense', false],
  ])('%s over %s: %s', (pattern, address, under) => {
    expect(isUnder(pattern, address)).toBe(under);
  });
});
