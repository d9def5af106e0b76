import type { Words } from '../lib/browser/words';
import type { Report } from '../lib/verify/verdict';
import { say } from './say';

/** Says what lies at the border: the provider's own door, or that of a gateway before it. */
export function enteredText({ border }: Report, words: Words): string {
  if (border.provider === null) return words('ui_path_border');
  const key = border.perimeter === null ? 'ui_path_border_named' : 'ui_path_border_gateway';
  return say(words, key, { provider: border.provider.name });
}
