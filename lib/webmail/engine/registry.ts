import type { Judged } from '../../browser/protocol';
import type { Webmail } from '../webmail';

/** What the panel's code needs of the mark that opens it. */
export interface PanelRequest {
  readonly judged: () => Judged;
  /** Where the mark stands in the window. */
  readonly box: () => { readonly left: number; readonly top: number; readonly bottom: number };
  readonly host: HTMLElement;
  /** Ends when the mail is gone. */
  readonly signal: AbortSignal;
  /** Called on each new verdict, until `signal` ends. */
  readonly onChange: (listener: () => void) => void;
  /** Tells the mark whether its panel stands, and gives the focus back when it closes. */
  readonly expanded: (open: boolean) => void;
  /** The panel's "check it in the toolbar popup" and "this is my provider's relay". */
  readonly popup: () => void;
  readonly confirmRelay: (address: string) => void;
}

/**
 * Where the scripts of one frame meet: they share the isolated world's global object, which the page cannot reach. Adapters
 * come in files of their own, before the core; the panel's code comes at the first click.
 */
export interface Registry {
  readonly webmails: Webmail[];
  /** Only warnings are to be seen: no place is held for a mark before it is known to be one. */
  warningsOnly?: boolean;
  /** Ends the engine that runs here. */
  retire?: () => void;
  /** There once the panel's code has come. */
  openPanel?: (request: PanelRequest) => void;
  /** The click that called for the panel's code. */
  pending?: PanelRequest | undefined;
}

/** The element that a panel lives in. */
export const PANEL_HOST = 'hoplock-panel';

const KEY = Symbol.for('hoplock');

export function registry(): Registry {
  const scope = globalThis as { [KEY]?: Registry };
  return (scope[KEY] ??= { webmails: [] });
}

/** Lists a webmail, in place of one of the same id (a file may run twice in a frame). */
export function enlist(webmail: Webmail): void {
  const { webmails } = registry();
  const at = webmails.findIndex((one) => one.id === webmail.id);
  if (at < 0) webmails.push(webmail);
  else webmails[at] = webmail;
}
