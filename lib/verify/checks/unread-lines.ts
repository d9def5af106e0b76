import { check } from '../check';
import { wordsOf } from '../evidence';

/** Are there Received lines that could not be read? They are shown, and nothing is concluded from them. */
export const unreadLines = check({
  id: 'unread-lines',
  about: 'transit',
  weight: 'informs',
  codes: ['all-read', 'some-unread', 'no-lines'],
  judge({ hops }) {
    if (hops.length === 0) return { outcome: 'absent', code: 'no-lines', seen: [] };
    const unread = hops.filter(({ reason }) => reason === 'not-parsed');
    if (unread.length === 0) return { outcome: 'pass', code: 'all-read', seen: [] };
    return { outcome: 'unknown', code: 'some-unread', params: { count: unread.length }, seen: unread.flatMap(wordsOf) };
  },
});
