import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { answerTo } from './name-server.ts';

function query(name: string, type: number): Buffer {
  const labels = name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  const header = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
  return Buffer.concat([Buffer.from(header), ...labels, Buffer.from([0, 0, type, 0, 1])]);
}

/** Response code, and the data of the answers as hexadecimal digits. */
function asked(name: string, type: number): { code: number; data: string[] } {
  const question = query(name, type);
  const answer = answerTo(question);
  if (!answer) throw new Error('no answer');
  expect(answer.readUInt16BE(0)).toBe(0x1234);
  const data: string[] = [];
  let at = question.length;
  for (let n = answer.readUInt16BE(6); n > 0; n--) {
    const length = answer.readUInt16BE(at + 10);
    data.push(answer.toString('hex', at + 12, at + 12 + length));
    at += 12 + length;
  }
  expect(at).toBe(answer.length);
  return { code: answer[3]! & 15, data };
}

const A = 1;
const PTR = 12;
const MX = 15;
const AAAA = 28;

describe('the name server', () => {
  it.each([
    ['mx.box.test', A, 0, ['c6336419']],
    ['MX.Box.TEST', A, 0, ['c6336419']],
    ['mx.box.test', AAAA, 0, ['20010db8002500000000000000000025']],
    ['mx.box.test', MX, 0, []],
    ['25.100.51.198.in-addr.arpa', PTR, 0, [Buffer.from('\u0002mx\u0003box\u0004test\u0000').toString('hex')]],
    ['nobody.test', A, 3, []],
    ['66.113.0.203.in-addr.arpa', PTR, 3, []],
  ])('answers %s type %i', (name, type, code, data) => {
    expect(asked(name, type)).toEqual({ code, data });
  });

  it('ignores what is cut off', () => {
    const whole = query('mx.box.test', A);
    for (let length = 0; length < whole.length; length++) expect(answerTo(whole.subarray(0, length))).toBeNull();
  });
});
