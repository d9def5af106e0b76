import { expect, it } from 'vitest';
import { speak } from './words';

const dictionary = (language: 'en' | 'ja') => speak({ language, messages: { sent: '[$service$ $count$ $other$]' } });

it('puts values in, and leaves what has none as written', () => {
  expect(dictionary('en')('sent', { service: 'Mailer', count: 2 })).toBe('[Mailer 2 $other$]');
});

it('takes the name that a company has in the reader’s language', () => {
  const params = { service: 'Mailer', service_ja: 'メーラー' };
  expect(dictionary('ja')('sent', params)).toBe('[メーラー $count$ $other$]');
  expect(dictionary('en')('sent', params)).toBe('[Mailer $count$ $other$]');
});

it('says an unknown key itself', () => {
  expect(dictionary('en')('check_gone')).toBe('check_gone');
});
