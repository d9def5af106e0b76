import { expect, it } from 'vitest';
import { isHead } from './is-head';

it.each([
  ['a mail', 'Received: from x\r\n\tby y\r\nFrom: a@b.example\r\n\r\nbody', true],
  ['only From', 'Subject: x\nFrom: a@b.example\n\n', true],
  ['only Message-ID, in any case', 'message-id: <a@b.example>\n\n', true],
  ['an mbox line first', 'From a@b.example Mon Jan  5 10:00:00 2026\nReceived: from x\n\n', true],
  ['a broken line within', 'Received: from x\nbroken\nSubject: y\n\n', true],
  ['no blank line', 'From: a@b.example\nSubject: x', false],
  ['no field that every mail has', 'Subject: x\nX-Y: z\n\nFrom: a@b.example\n\n', false],
  ['a login page', '<!DOCTYPE html>\n<html><head><title>Login</title></head>\n\n<form>From: Received:</form>', false],
  ['a page with a field in it', '<html>\nFrom: a@b.example\n\n', false],
  ['markup that looks like a field', '<a:b>: x\nFrom: a@b.example\n\n', false],
  ['JSON', '{"error":"x"}\nFrom: a@b.example\n\n', false],
  ['JSON in lines', '{\n"from": "a@b.example"\n\n}', false],
  ['an error in words', 'Not Found\r\n\r\n', false],
  ['an error with a colon', 'Error: session expired\r\n\r\n', false],
  ['a text whose lines are mostly no fields', `Received: x\n${'some words\n'.repeat(9)}\n`, false],
  ['white space first', ' \nFrom: a@b.example\n\n', false],
  ['nothing', '', false],
])('%s', (_, source, expected) => {
  expect(isHead(source)).toBe(expected);
});
