/** Keeps texts for a time. What goes wrong is told to whoever made it, never to who asks: a store may forget. */
export interface Store {
  /** The text, and when it was put there; undefined if there is none, or its time is up. */
  get(key: string): Promise<Stored | undefined>;
  /** `until`: milliseconds since 1970-01-01 UTC. */
  set(key: string, stored: Stored): void;
  delete(key: string): void;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

export interface Stored {
  readonly text: string;
  readonly at: number;
  readonly until: number;
}
