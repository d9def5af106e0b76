/**
 * What a test can do with a browser, the same for Chromium and Firefox. The extension under test is the build that ships: its
 * marks live in closed shadow roots, and the drivers look into those from outside (Chromium: the extension's own world; Firefox:
 * a system sandbox). Clicks and keys are real input events at a place on the screen, never `element.click()`.
 */

/**
 * Where in a document: a CSS selector; ` >>> ` steps from an element into its shadow root, closed ones too.
 * `hoplock-mark >>> button` is the button in every mark.
 */
export type Path = string;

/** Values that survive the way from the test to the page and back. */
export type Plain = string | number | boolean | null | undefined | readonly Plain[] | { readonly [key: string]: Plain };

/** A violation that axe found. `targets` are the selectors of the nodes. */
export interface Violation {
  readonly rule: string;
  readonly impact: string | null;
  readonly help: string;
  readonly targets: readonly string[];
}

/** What axe did: the rules that found something, and how many rules had something to look at. */
export interface Audit {
  readonly violations: readonly Violation[];
  readonly passes: number;
}

/** A document on the screen: a tab's page, a frame in it, an extension page, the toolbar popup. */
export interface Surface {
  /** Runs a self-contained function in the page's own world; its source travels, so it sees nothing of the test's scope. */
  page<A extends readonly Plain[], R>(run: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  /** Runs a self-contained function on all elements at a path, with sight of closed shadow roots. */
  look<A extends readonly Plain[], R>(
    path: Path,
    run: (found: Element[], ...args: A) => R | Promise<R>,
    ...args: A
  ): Promise<R>;
  /** Clicks the middle of the first element at the path, once it lies still. Waits for it; throws if it does not come. */
  click(path: Path): Promise<void>;
  /** One violation or none: only what lies in the elements at the path is judged. */
  axe(path: Path): Promise<Audit>;
}

export interface Emulation {
  readonly dark?: boolean;
  readonly forcedColors?: boolean;
}

export interface Tab extends Surface {
  /** A frame by the path of its element; looked up again at each use, so it may navigate or be replaced. */
  frame(path: Path): Surface;
  url(): Promise<string>;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Makes it the visible tab that receives keys. */
  show(): Promise<void>;
  /** Real keys, as `Tab`, `Shift+Tab`, `Enter`, `Escape`, `a`. */
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Gives a file to a file input, as the system's dialog would. */
  chooseFile(path: Path, file: string): Promise<void>;
  /** Width and height of the page, CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  emulate(emulation: Emulation): Promise<void>;
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
}

/** The real toolbar popup, opened by the browser for a tab. */
export interface Popup extends Surface {
  press(...keys: readonly string[]): Promise<void>;
  screenshot(file: string): Promise<void>;
  /** True until the browser has closed it. */
  isOpen(): Promise<boolean>;
  close(): Promise<void>;
}

export interface Background {
  running(): Promise<boolean>;
  /** Stops it as the browser does when it is idle. Returns once it is gone. */
  stop(): Promise<void>;
}

export interface Browser {
  readonly name: BrowserName;
  /** `chrome-extension://…` or `moz-extension://…`, no slash at the end. */
  readonly extension: string;
  readonly background: Background;
  /** Runs a self-contained function with the extension's rights; its first argument is `browser.*` / `chrome.*`. */
  api<R>(run: (api: any, ...args: any[]) => R | Promise<R>, args: readonly Plain[]): Promise<R>;
  open(url: string): Promise<Tab>;
  /** The tabs that tests hold, oldest first. */
  tabs(): readonly Tab[];
  /** A tab that the page or the extension opened: waits for one whose URL holds the text and that no test holds yet. */
  opened(part: string): Promise<Tab>;
  /** Opens the toolbar popup for the visible tab, as a click on the icon does. */
  openPopup(tab: Tab): Promise<Popup>;
  /** The popup that something else opened; waits for it. */
  popup(): Promise<Popup>;
  /** Answers the browser's own question for a permission; waits for it. */
  answer(answer: 'allow' | 'deny'): Promise<void>;
  /** Lays a newer version of the same build over the running one, as an update does. */
  update(): Promise<void>;
  /** Waits for the next file that a page saves, and gives its text. */
  saved(): Promise<string>;
  /** Title of the toolbar icon for a tab. */
  iconTitle(tab: Tab): Promise<string>;
  /** Errors that pages, the extension's scripts and its background threw or logged since the last call. */
  errors(): Promise<readonly string[]>;
  /** Processes of the extension's background (`extension`) and of all page content. */
  processes(): Promise<{ readonly extension: readonly number[]; readonly pages: readonly number[] }>;
  close(): Promise<void>;
}

export type BrowserName = 'chromium' | 'firefox';

export interface Launch {
  /** The folder of the build; a copy is used, so it is left untouched. */
  readonly build: string;
  /** Match patterns that were allowed before the browser started; Chromium cannot answer its prompt without a screen. */
  readonly granted?: readonly string[];
  readonly language?: 'en' | 'ja';
  /**
   * Chromium on a screen of its own (Xvfb), where the permission prompt can be answered, or on the user's own desktop.
   * Firefox needs none.
   */
  readonly screen?: boolean | 'desktop';
}
