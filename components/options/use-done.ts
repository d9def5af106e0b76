import { useRef, useState } from 'preact/hooks';
import type { Done } from '../settings-view';

/** Milliseconds for which "saved" stays on the screen; a refusal stays until the next try. */
export const NOTE_TIME = 4_000;

export interface DoneState {
  readonly done: Done | null;
  /** Runs a change and keeps how it ended; true if it was kept. */
  readonly run: (change: Promise<Done>) => Promise<boolean>;
  /** Shows an outcome that needed no change, or null for none. */
  readonly show: (done: Done | null) => void;
}

/** How the last change in one place ended. */
export function useDone(): DoneState {
  const [done, setDone] = useState<Done | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const show = (next: Done | null): void => {
    clearTimeout(timer.current);
    setDone(next);
    if (next?.ok) timer.current = setTimeout(() => setDone(null), NOTE_TIME);
  };
  const run = async (change: Promise<Done>): Promise<boolean> => {
    const next = await change;
    show(next);
    return next.ok;
  };
  return { done, run, show };
}
