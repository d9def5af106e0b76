import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readMessage } from '../lib/dns/read-message';
import { message, RESPONSE, soa, txt } from '../lib/dns/testing/message';
import { runCli } from './testing/run-cli';

const MAILS = fileURLToPath(new URL('../test/fixtures/mails/', import.meta.url));
const ANSWERS = JSON.parse(readFileSync(`${MAILS}answers.json`, 'utf8')) as Record<string, { readonly TXT?: string }>;
const TXT = 16;
const NXDOMAIN = 3;
const aligned = `${MAILS}aligned.eml`;

let server: Server;
let url = '';
let asked: string[] = [];

/** A resolver that holds the TXT records of answers.json. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams.get('dns') ?? '';
    const [question] = readMessage(new Uint8Array(Buffer.from(query, 'base64url')))?.questions ?? [];
    if (!question) return void response.writeHead(400).end();
    const { name, type } = question;
    asked.push(`${name} ${type}`);
    const text = ANSWERS[name]?.TXT;
    const strings = typeof text === 'string' && type === TXT ? (text.match(/.{1,255}/gs) ?? []) : [];
    const answers = strings.length > 0 ? [txt(name, strings)] : [];
    const flags = RESPONSE | (name in ANSWERS ? 0 : NXDOMAIN);
    response.writeHead(200, { 'content-type': 'application/dns-message' });
    // without it a denial may not be kept (RFC 2308 5)
    const authorities = answers.length > 0 ? [] : [soa('example', 300)];
    response.end(message({ flags, questions: [[name, type]], answers, authorities }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dns-query`;
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => (asked = []));

it('what a resolver answers decides', async () => {
  const { out, exit } = await runCli(['check', '--json', '--dns', url, '--now', '2026-01-06', aligned]);
  const line = JSON.parse(out);
  expect([line.seal.code, line.judged.lookups, exit]).toEqual(['aligned', 'dns', 0]);
  expect(line.asked).toContainEqual(
    expect.objectContaining({ name: '_dmarc.sender.example', values: ['v=DMARC1; p=none'] }),
  );
});

it('many mails ask for a name once', async () => {
  const many = Array.from({ length: 200 }, () => aligned);
  expect((await runCli(['check', '--json', '--dns', url, '--now', '2026-01-06', ...many])).exit).toBe(0);
  expect(asked.length).toBe(new Set(asked).size);
});

it('nothing is asked of it with --offline, nor without a word', async () => {
  for (const args of [[], ['--offline']]) await runCli(['check', aligned, ...args]);
  expect(asked).toEqual([]);
});

it('a resolver that is not there leaves all open', async () => {
  const { out, exit } = await runCli(['check', '--json', '--dns', 'http://127.0.0.1:1/', aligned]);
  expect([JSON.parse(out).seal.state, exit]).toEqual(['dotted', 3]);
});
