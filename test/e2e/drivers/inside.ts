import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * What the drivers run inside a document, as source text. Each browser has its own door to closed shadow roots, given as
 * the source of a function from an element to its root or null.
 */

/** Source of `path => Element[]`, in document order. */
function finder(shadowOf: string): string {
  return `((path) => {
    const shadowOf = ${shadowOf};
    let roots = [document];
    let found = [];
    for (const selector of path.split(' >>> ')) {
      found = roots.flatMap((root) => Array.from(root.querySelectorAll(selector)));
      roots = found.map(shadowOf).filter((root) => root !== null && root !== undefined);
    }
    return found;
  })`;
}

/** Source of an expression: a promise of the JSON of what `run` gives for the elements at the path. */
export function lookSource(shadowOf: string, path: string, run: Function | string, args: readonly unknown[]): string {
  const values = args.length === 0 ? '' : `, ...JSON.parse(${JSON.stringify(JSON.stringify(args))})`;
  return `(async () => JSON.stringify({ value: await (${String(run)})(${finder(shadowOf)}(${JSON.stringify(path)})${values}) }))()`;
}

/** Source of an expression: a promise of the JSON of what `run` gives. */
export function pageSource(run: Function | string, args: readonly unknown[]): string {
  return `(async () => JSON.stringify({ value: await (${String(run)})(...JSON.parse(${JSON.stringify(JSON.stringify(args))})) }))()`;
}

export function fromJson<R>(json: unknown): R {
  return (JSON.parse(json as string) as { value: R }).value;
}

/** Where an element lies in the tab's viewport. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  /** What lies there instead, if something covers it. */
  readonly covered: string | null;
}

/**
 * Brings the first element into view and tells its middle in the viewport of the whole tab, once it has lain still for two
 * frames; null while it is not there or not drawn. Runs inside a document.
 */
export async function spotOf(found: Element[]): Promise<Spot | null> {
  const element = found[0];
  if (element === undefined) return null;
  const view = element.ownerDocument.defaultView!;
  const drawn = () => new Promise<void>((resolve) => view.requestAnimationFrame(() => resolve()));
  element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  let before = element.getBoundingClientRect();
  for (let still = 0, tries = 0; still < 2; tries++) {
    if (tries > 120) return null;
    await drawn();
    const now = element.getBoundingClientRect();
    still = now.x === before.x && now.y === before.y && now.width === before.width ? still + 1 : 0;
    before = now;
  }
  if (before.width === 0 || before.height === 0) return null;
  let x = before.x + before.width / 2;
  let y = before.y + before.height / 2;
  const top = (element.getRootNode() as Document | ShadowRoot).elementFromPoint(x, y);
  const free = top === null || top === element || element.contains(top) || top.contains(element);
  const covered = free ? null : `${top.localName}#${top.id}.${top.getAttribute('class')}`;
  for (let inner: Window = view; inner.frameElement !== null; inner = inner.parent) {
    const outer = inner.frameElement.getBoundingClientRect();
    x += outer.x + inner.frameElement.clientLeft;
    y += outer.y + inner.frameElement.clientTop;
  }
  return { x, y, covered };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Source of a function from elements to an `Audit`. axe reads shadow trees through `element.shadowRoot`, which is null for
 * closed ones, so the getter is laid over for as long as axe runs, in the world that runs it alone.
 */
export function axeSource(shadowOf: string): string {
  return `async (found) => {
    const shadowOf = ${shadowOf};
    const held = Object.getOwnPropertyDescriptor(window.Element.prototype, 'shadowRoot');
    let asking = false;
    const get = function () {
      if (asking) return held.get.call(this);
      asking = true;
      try { return shadowOf(this); } finally { asking = false; }
    };
    Object.defineProperty(window.Element.prototype, 'shadowRoot', { configurable: true, get });
    try {
      const axe = (function () { const module = { exports: {} }; const exports = module.exports; ${AXE}; return module.exports; }).call(window);
      const result = await axe.run({ include: found }, { resultTypes: ['violations', 'passes'] });
      return {
        violations: result.violations.map((one) => ({
          rule: one.id, impact: one.impact ?? null, help: one.help,
          targets: one.nodes.map((node) => node.target.flat().join(' >>> ')),
        })),
        passes: result.passes.length,
      };
    } finally {
      Object.defineProperty(window.Element.prototype, 'shadowRoot', held);
    }
  }`;
}
