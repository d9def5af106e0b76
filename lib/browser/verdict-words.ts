import type { Report } from '../verify/verdict';
import type { Judged } from './protocol';
import { keyOf, type Words } from './words';

/** What lies over the verdicts: expectations that were not met. */
export interface Overlay {
  readonly lock?: boolean;
  readonly seal?: boolean;
}

/** Both verdicts in words: texts `verdict_<code>` and `seal_<code>`, and `…_short` beside the drawing. A sender left open is pending. */
export function verdictWords(
  { transit, sender }: Pick<Report, 'transit' | 'sender'>,
  words: Words,
  { lock = false, seal = false }: Overlay = {},
): Pick<Judged, 'state' | 'label' | 'sentence' | 'seal'> {
  const lockKey = keyOf('verdict', transit.code);
  const sealKey = keyOf('seal', sender?.code ?? 'pending');
  const params = sender?.params ?? {};
  return {
    state: transit.lock,
    label: words(lock ? 'ui_mark_alarm' : `${lockKey}_short`, transit.params),
    sentence: words(lockKey, transit.params),
    seal: {
      state: sender?.seal ?? 'pending',
      label: words(seal ? 'ui_seal_alarm' : `${sealKey}_short`, params),
      sentence: words(sealKey, params),
    },
  };
}
