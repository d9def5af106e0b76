/** A page that is not drawn (a tab in the background) gets no animation frames; then this many milliseconds must do. */
const HIDDEN_DELAY = 200;

/**
 * Calls `scan` once now and then once before the next frame after anything changed in the document, however much changed.
 * One observer; ends with `signal`.
 */
export function watch(document: Document, attributes: readonly string[], scan: () => void, signal: AbortSignal): void {
  const view = document.defaultView;
  if (!view || signal.aborted) return;
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = (): void => {
    view.cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    timer = undefined;
  };
  const run = (): void => {
    cancel();
    scan();
  };
  const later = (): void => {
    if (frame !== 0) return;
    frame = view.requestAnimationFrame(run);
    timer = setTimeout(run, HIDDEN_DELAY);
  };
  const observer = new MutationObserver(later);
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
  scan();
}
