/** Steps of the last mail shown in a document, as User Timing marks `hoplock:…`: what the bench reads is what ships. */
export type Step =
  | 'asked' // its source was sent for
  | 'found' // its element was seen
  | 'placed' // the mark stands, without a verdict
  | 'fetched' // the head is here
  | 'shown'; // the mark shows its verdict, or why there is none

/** Marks a step; the mark of the mail before is taken away, so that none pile up. */
export function mark(step: Step): void {
  const name = `hoplock:${step}`;
  performance.clearMarks(name);
  performance.mark(name);
}
