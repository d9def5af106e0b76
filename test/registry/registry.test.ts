import { describe, expect, it } from 'vitest';
import { checks } from '../../lib/verify/checks/index';
import { receivers } from '../../lib/verify/receivers/index';
import { WEBMAILS } from '../../lib/webmail/index';
import { modules } from '../architecture/modules';
import { tree, withFiles } from '../architecture/tree';
import type { Tree } from '../architecture/tree';
import { listed } from './listed';
import { endsIn, isRead, LANGUAGES, registryFaults } from './registry';

const files = tree(isRead);

describe('the repository as it is', () => {
  it('lists, documents, tests and words everything', () => {
    expect(registryFaults(files, endsIn(files))).toEqual([]);
  });

  it('has the lists that the code has', () => {
    const all = modules(files);
    const read = (path: string) => listed(all, path).map(({ id, codes }) => ({ id, codes }));
    expect(read('lib/verify/checks/index.ts')).toEqual(checks.map(({ id, codes }) => ({ id, codes })));
    expect(read('lib/webmail/index.ts')).toEqual(WEBMAILS.map(({ id }) => ({ id, codes: [] })));
    expect(read('lib/verify/receivers/index.ts')).toEqual(receivers.map(({ id }) => ({ id, codes: [] })));
  });

  it('has a folder for each language, and no other', async () => {
    const folders = new Set([...files.keys()].flatMap((path) => /^public\/_locales\/(\w+)\//.exec(path)?.[1] ?? []));
    expect([...folders].sort()).toEqual([...LANGUAGES].sort());
  });
});

const text = (message: string, more: object = {}) => ({ message, description: 'A note.', ...more });
const NAMED = { placeholders: { by: { content: '$1' } } };
const TEXTS = {
  en: {
    name: text('Hoplock'),
    ui_title: text('Path'),
    ui_show_all: text('All'),
    check_last_leg_found: text('By $by$', NAMED),
  },
  ja: {
    name: text('Hoplock'),
    ui_title: text('経路'),
    ui_show_all: text('すべて'),
    check_last_leg_found: text('$by$ から', NAMED),
  },
};
type Language = keyof typeof TEXTS;
const locale = (language: Language, change: object = {}) => ({
  [`public/_locales/${language}/messages.json`]: JSON.stringify({ ...TEXTS[language], ...change }),
});
const both = (key: string, en: object | undefined, ja: object | undefined) => ({
  ...locale('en', { [key]: en }),
  ...locale('ja', { [key]: ja }),
});

/** A small tree with one of each, in which nothing is wrong. */
const CHECK =
  "export const lastLeg = check({ id: 'last-leg', codes: ['found'], judge: (f) => ({ code: 'found', params: { by: f.by } }) });";
const SMALL: Tree = new Map(
  Object.entries({
    'lib/verify/checks/index.ts': "import { lastLeg } from './last-leg';\nexport const checks = [lastLeg];",
    'lib/verify/checks/last-leg.ts': CHECK,
    'lib/verify/checks/last-leg.test.ts': "expect(lastLeg.judge().code).toBe('found');",
    'docs/checks/last-leg.md': '# last-leg\n\n## found\n\nWords.\n',
    'lib/webmail/index.ts':
      "import { roundcube } from './roundcube';\nexport const WEBMAILS: readonly Webmail[] = [roundcube];",
    'lib/webmail/webmail.ts': 'export interface Webmail { id: string }',
    'lib/webmail/roundcube.ts': "export const roundcube: Webmail = { id: 'roundcube' };",
    'lib/webmail/roundcube.test.ts': '',
    'entrypoints/roundcube.ts': '',
    'test/fixtures/webmail/roundcube/mail.html': '<p>',
    'docs/webmail.md': '# Webmail\n\n## Roundcube\n',
    'lib/verify/receivers/index.ts': "import { gmail } from './gmail';\nexport const receivers = [gmail];",
    'lib/verify/receivers/gmail.ts': "export const gmail: KnownReceiver = { id: 'gmail' };",
    'lib/verify/receivers/receiver.ts': '',
    'components/Path.tsx':
      "export const Path = ({ words, show }) => [words('ui_title'), words(`ui_show_${show}`), words(`check_${a}_${b}`)];",
    'wxt.config.ts': "export default { name: '__MSG_name__' };",
    ...locale('en'),
    ...locale('ja'),
  }),
);
const ENDS = { ui_show: ['all'] };
const without = (...paths: string[]): Tree => new Map([...SMALL].filter(([path]) => !paths.includes(path)));

describe('each guard finds a seeded fault', () => {
  it('and finds none where there is none', () => {
    expect(registryFaults(SMALL, ENDS)).toEqual([]);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a check that is not listed',
      { 'lib/verify/checks/slow-hop.ts': 'export const slowHop = 1;' },
      /slow-hop\.ts: is not in the list/,
    ],
    [
      'a check whose id is not its file',
      { 'lib/verify/checks/last-leg.ts': CHECK.replace("'last-leg'", "'first-leg'") },
      /first-leg is listed, but/,
    ],
    [
      'a check that exports another name',
      {
        'lib/verify/checks/last-leg.ts': CHECK.replace('lastLeg', 'leg'),
        'lib/verify/checks/index.ts': "import { leg } from './last-leg';\nexport const checks = [leg];",
      },
      /does not export lastLeg/,
    ],
    [
      'a check listed twice',
      {
        'lib/verify/checks/index.ts':
          "import { lastLeg } from './last-leg';\nexport const checks = [lastLeg, lastLeg];",
      },
      /listed twice/,
    ],
    ['a check without codes', { 'lib/verify/checks/last-leg.ts': CHECK.replace("['found']", '[]') }, /has no codes/],
    [
      'a new code',
      { 'lib/verify/checks/last-leg.ts': CHECK.replace("['found']", "['found', 'lost']") },
      /no heading for lost[\s\S]*has no text check_last_leg_lost[\s\S]*never meets lost/,
    ],
    ['a page about no check', { 'docs/checks/old.md': '# old' }, /old\.md: is about no check/],
    [
      'a page that is still to be worded',
      { 'docs/checks/last-leg.md': '## found\n\nTO BE WORDED' },
      /still to be worded/,
    ],
    [
      'a check that gives no value for a placeholder',
      { 'lib/verify/checks/last-leg.ts': CHECK.replace(', params: { by: f.by }', '') },
      /wants a value for \$by\$/,
    ],
    [
      'a webmail that is not listed',
      { 'lib/webmail/sogo.ts': 'export const sogo = 1;' },
      /sogo\.ts: is not in the list/,
    ],
    ['a webmail that is not documented', { 'docs/webmail.md': '# Webmail' }, /docs\/webmail\.md has no heading/],
    [
      'a receiver that is not listed',
      { 'lib/verify/receivers/zoho.ts': 'export const zoho = 1;' },
      /zoho\.ts: is not in the list/,
    ],
    ['a text in one language only', locale('en', { ui_title2: text('Two') }), /ja: ui_title2: is missing/],
    [
      'a text that nothing asks for',
      both('ui_more', text('More'), text('もっと')),
      /ui_more: nothing asks for this text/,
    ],
    ['a text that is asked for and missing', both('ui_title', undefined, undefined), /there is no text ui_title/],
    [
      'a text whose end is listed and missing',
      both('ui_show_all', undefined, undefined),
      /there is no text ui_show_all/,
    ],
    [
      'a text of the manifest that is missing',
      { 'wxt.config.ts': "export default { name: '__MSG_other__' };" },
      /there is no text other/,
    ],
    [
      'a beginning that is not listed',
      { 'components/More.tsx': 'export const More = ({ words, a }) => words(`ui_more_${a}`);' },
      /begin with ui_more_ are computed/,
    ],
    ['a text without a note', both('ui_title', { message: 'Path' }, text('経路')), /en: ui_title: has no note/],
    ['an empty text', both('ui_title', text(' '), text('経路')), /en: ui_title: is empty/],
    ['a text that is still to be worded', both('ui_title', text('TO BE WORDED'), text('経路')), /still to be worded/],
    ['a text that is not translated', both('ui_title', text('Path'), text('Path')), /ja: ui_title: is not translated/],
    [
      'a placeholder that is not declared',
      both('ui_title', text('Path $n$'), text('経路 $n$')),
      /\$n\$ is not declared/,
    ],
    [
      'a placeholder that is not used',
      both('ui_title', text('Path', NAMED), text('経路', NAMED)),
      /\$by\$ is declared and not used/,
    ],
    [
      'a placeholder lost in translation',
      both('check_last_leg_found', text('By $by$', NAMED), text('から')),
      /not the same placeholders/,
    ],
    [
      'a placeholder for nothing',
      both(
        'check_last_leg_found',
        text('By $by$', { placeholders: { by: { content: 'x' } } }),
        text('$by$ から', NAMED),
      ),
      /are not \$1/,
    ],
    ['a lone dollar', both('ui_title', text('Path for $5'), text('経路')), /has a lone \$/],
    [
      'a call without a value',
      { 'components/More.tsx': "export const More = ({ words }) => say(words, 'check_last_leg_found', {});" },
      /More\.tsx:1: check_last_leg_found wants a value/,
    ],
    ['a promise', both('ui_title', text('A secure path'), text('経路')), /promises: "secure"/],
    ['a promise in Japanese', both('ui_title', text('Path'), text('安全な経路')), /promises: "安全"/],
    [
      'a text longer than its note allows',
      both('ui_title', { message: 'Path', description: 'At most 3 characters.' }, text('経路')),
      /has 4 characters/,
    ],
  ])('%s', (_, seed, expected) => {
    expect(registryFaults(withFiles(SMALL, seed), ENDS).join('\n')).toMatch(expected);
  });

  it.each([
    ['lib/verify/checks/last-leg.test.ts', /last-leg: has no unit test/],
    ['docs/checks/last-leg.md', /has no page docs\/checks\/last-leg\.md/],
    ['lib/webmail/roundcube.test.ts', /roundcube: has no unit test/],
    ['entrypoints/roundcube.ts', /roundcube: has no entrypoint/],
    ['test/fixtures/webmail/roundcube/mail.html', /roundcube: has no fixture/],
    ['docs/webmail.md', /has no heading for it/],
    ['public/_locales/ja/messages.json', /ja: ui_title: is missing/],
  ])('without %s', (path, expected) => {
    expect(registryFaults(without(path), ENDS).join('\n')).toMatch(expected);
  });

  it.each(['lib/verify/checks/index.ts', 'lib/webmail/index.ts', 'lib/verify/receivers/index.ts'])(
    'without the list %s',
    (path) => {
      expect(() => registryFaults(without(path), ENDS)).toThrow('no list');
    },
  );

  it('ends that are listed for a beginning that no code has', () => {
    expect(registryFaults(SMALL, { ...ENDS, ui_old: ['x'] }).join('\n')).toMatch(/ui_old: its ends are listed/);
  });
});
