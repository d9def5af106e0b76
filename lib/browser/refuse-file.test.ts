import { expect, it } from 'vitest';
import { MAX_FILE, refuseFile } from './refuse-file';

const sized = (size: number): Blob => Object.defineProperty(new Blob(['From: a@b.example']), 'size', { value: size });

it.each<[string, Blob, string | null]>([
  ['a mail', new Blob(['From: a@b.example']), null],
  ['nothing', new Blob([]), 'empty'],
  ['one octet', new Blob(['x']), null],
  ['as large as may be', sized(MAX_FILE), null],
  ['larger', sized(MAX_FILE + 1), 'too-large'],
  ['a file of Outlook’s', new Blob([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1])]), 'outlook-file'],
  [
    'a file that is gone',
    Object.assign(new Blob(['x']), { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) }),
    'unreadable',
  ],
])('%s', async (_, file, refused) => {
  expect(await refuseFile(file)).toBe(refused);
});
