/** A page that is not drawn (a tab in the background) gets no animation frames; then this many milliseconds must do. */
const HIDDEN_DELAY = 200;

/** Scans at once while a page is being parsed; a page that never ends doing so is then looked at by frames. */
const EAGER_LIMIT = 60;

/**
 * Calls `scan` once now and then once before the next frame after anything changed in the document, however much changed.
 * While the page is being parsed and nothing was found (`scan` answers false), it is called at each pause of the parser: the
 * first frame waits for style sheets and scripts, and a mail need not. One observer; ends with `signal`.
 */
export function watch(
  document: Document,
  attributes: readonly string[],
  scan: () => boolean,
  signal: AbortSignal,
): void {
  const view = document.defaultView;
  if (!view || signal.aborted) return;
  let frame = 0;
  let eager = EAGER_LIMIT;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = (): void => {
    view.cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    timer = undefined;
  };
  const run = (): void => {
    cancel();
    if (scan()) eager = 0;
  };
  const later = (): void => {
    if (frame !== 0) return;
    frame = view.requestAnimationFrame(run);
    timer = setTimeout(run, HIDDEN_DELAY);
  };
  const observer = new MutationObserver(() => {
    if (eager-- > 0 && document.readyState === 'loading') run();
    else later();
  });
  observer.observe(document, {
    childList: true,
    subtree: true,
    ...(attributes.length > 0 ? { attributes: true, attributeFilter: [...attributes] } : {}),
  });
  // the end of parsing is a change that no node tells
  document.addEventListener('readystatechange', later, { signal });
  view.addEventListener('hashchange', later, { signal });
  view.addEventListener('popstate', later, { signal });
  view.addEventListener('pageshow', later, { signal });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    cancel();
  });
  run();
}
