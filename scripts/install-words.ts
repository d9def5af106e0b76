/** What stands in the way of the servers and browsers that a script needs. */
export type Obstacle =
  | { readonly kind: 'not-root' }
  | { readonly kind: 'not-debian'; readonly system: string }
  /** apt was tried; its last words. */
  | { readonly kind: 'apt'; readonly output: string }
  /** All is installed, but the machine does not let us make namespaces. */
  | { readonly kind: 'namespaces'; readonly reason: string; readonly root: boolean };

const DOCKER = 'docker run --rm -it --privileged -v "$PWD":/hoplock -w /hoplock node:24-bookworm npm run demo';

const WITHOUT = [
  'What can be done without:',
  '  npm run build, then load .output/chrome-mv3 into Chromium or .output/firefox-mv3 into Firefox',
  '  npm test -- format lint types unit architecture registry conformance build zips web-ext-lint sizes',
] as const;

const AS_ROOT = '  run the same command as root: it does all that is needed by itself';
const IN_DOCKER = ['  or, wherever there is Docker, in a fresh clone:', `    ${DOCKER}`] as const;

/**
 * Says what is missing, how to get it, and what can be done without it. Names of Debian packages: `missing` are to be
 * installed, `unpacked` exclude one another and are only to be unpacked.
 */
export function installWords(missing: readonly string[], unpacked: readonly string[], obstacle: Obstacle): string {
  const lacking = [
    ...(missing.length > 0 ? [`Missing here, as Debian packages: ${missing.join(' ')}`] : []),
    ...(unpacked.length > 0 ? [`Missing here, as Debian packages to unpack: ${unpacked.join(' ')}`] : []),
  ];
  return [...lacking, ...remedy(missing, obstacle), ...WITHOUT].join('\n');
}

function remedy(missing: readonly string[], obstacle: Obstacle): readonly string[] {
  switch (obstacle.kind) {
    case 'not-root':
      return ['Installing them needs root. How to get them:', AS_ROOT, ...IN_DOCKER];
    case 'not-debian':
      return [
        `They can be installed on Debian only, and this is ${obstacle.system}. How to get them:`,
        '  run the same command on Debian 12 or newer, as root',
        ...IN_DOCKER,
      ];
    case 'apt':
      return [
        'apt could not install them. Its last words:',
        ...obstacle.output.split('\n').map((line) => `  | ${line}`),
        'How to get them: mend that, and run the same command again. By hand it is tried with:',
        `  apt-get update && apt-get install --no-install-recommends --no-remove ${missing.join(' ')}`.trimEnd(),
      ];
    case 'namespaces':
      return [
        `The servers cannot run here: ${obstacle.reason}. How to run them:`,
        ...(obstacle.root ? ['  run the same command where root may make namespaces'] : [AS_ROOT]),
        ...IN_DOCKER,
      ];
  }
}
