import { POSTURE_CODES } from '../../lib/verify/posture-codes';
import { isCode, modules } from '../architecture/modules';
import type { Tree } from '../architecture/tree';
import { answers, listed } from './listed';
import { badChecks, badReceivers, badWebmails } from './lists';
import { badTexts, mismatchedKeys, unionOf, usesOf } from './texts';
import type { Texts } from './texts';

export const LANGUAGES = ['en', 'ja'];

/** `Share` of lib/verify/posture.ts. */
const SHARES = ['all', 'some', 'none', 'unknown'];

/** Files that the registry test reads. */
export const isRead = (path: string): boolean =>
  (isCode(path) && /^(?:lib|components|entrypoints)\/|^wxt\.config\.ts$/.test(path)) ||
  /^entrypoints\/.*\.html$|^docs\/(?:checks\/.*|webmail)\.md$|^test\/fixtures\/webmail\/|^public\/_locales\/.*\.json$/.test(
    path,
  );

const texts = (files: Tree, language: string): Texts =>
  JSON.parse(files.get(`public/_locales/${language}/messages.json`) ?? '{}') as Texts;

type Ends = Readonly<Record<string, readonly string[]>>;

/**
 * For each beginning of a text's key whose end the code computes: all ends it can have. Taken from the code where it has them
 * in one place.
 */
export function endsIn(files: Tree): Ends {
  const all = modules(files);
  const union = (name: string) => unionOf(all, name);
  const locks = union('lib/verify/verdict.ts#Lock');
  const seals = [...union('lib/verify/seal.ts#Seal'), 'pending'];
  return {
    border: union('lib/verify/facts.ts#BorderKind'),
    engine_refused: ['not-json', 'too-large', 'newer', 'invalid'],
    hop_reason: union('lib/verify/facts.ts#HopReason'),
    hop_state: union('lib/verify/facts.ts#HopState'),
    icon: [...locks, 'reading', 'unreadable'],
    icon_seal: seals,
    known: union('lib/verify/facts.ts#Known'),
    seal: [...union('lib/verify/seal.ts#SenderCode'), 'pending'].flatMap((code) => [code, `${code}-short`]),
    step: union('lib/verify/facts.ts#Step'),
    ui_aligned: ['identical', 'organisation', 'registrable', 'unknown', 'no'],
    ui_analyze_failed: union('components/Analyze.tsx#AnalyzeFailure'),
    ui_analyze_sample: ['author', 'newsletter', 'spoof'],
    ui_answer: union('lib/verify/world.ts#Failure'),
    ui_claimed: ['below', 'not-the-providers', 'unregistered', 'other-author'],
    exposure: POSTURE_CODES.exposure,
    posture: POSTURE_CODES.findings,
    posture_dane: SHARES,
    posture_insists: SHARES,
    posture_offered: ['all', 'some', 'none', 'broken', 'by-policy', 'unknown'],
    posture_sts: ['enforce', 'testing', 'none', 'unknown'],
    posture_webpki: SHARES,
    ui_companion_failed: [
      ...union('lib/companion/ask-report.ts#CompanionTrouble'),
      ...['blocked', 'no-companion', 'own-unknown', 'no-answer'],
    ],
    ui_dmarc: union('components/dmarc-reason.ts#DmarcText'),
    ui_dnssec: ['secure', 'insecure', 'unknown'],
    ui_domains: ['expect', 'quiet'],
    ui_doubt: union('lib/verify/proof.ts#Doubt'),
    ui_failure: [...union('lib/webmail/webmail.ts#ReadFailure'), 'no-answer'].flatMap((one) => [one, `${one}-next`]),
    ui_lookups: ['none', 'dns'],
    ui_lookups_missing: union('lib/browser/lookup-permission.ts#Missing'),
    ui_identity: ['mailfrom', 'helo'],
    ui_mark: locks,
    ui_outcome: union('lib/verify/check.ts#Outcome'),
    ui_policy: union('lib/verify/rfc/dmarc/record.ts#Disposition'),
    ui_refused: [
      ...['site-empty', 'site-not-web', 'site-not-a-host', 'permission-refused'],
      ...['domain-empty', 'domain-not-a-domain', 'domain-one-label', 'domain-known'],
      ...['network-empty', 'network-not-an-address', 'network-bad-length'],
      ...['lookups-refused', 'resolver-empty', 'resolver-first', 'resolver-not-one'],
      ...['companion-empty', 'companion-not-one', 'companion-token', 'companion-refused'],
      ...['known', 'file-too-large', 'file-unreadable'],
    ],
    ui_resolver_failed: union('lib/browser/test-resolver.ts#Trouble'),
    ui_service_kind: ['transactional', 'newsletter', 'list', 'mailbox', 'crm', 'helpdesk', 'shop'],
    ui_service_signed: ['author', 'service', 'other', 'none'],
    ui_service_sure: union('lib/verify/services/recognise-service.ts#Certainty'),
    ui_show: ['always', 'warnings'],
    ui_signature: union('components/signature-reason.ts#SignatureText'),
    ui_spf: union('components/spf-reason.ts#SpfText'),
    ui_spf_unchecked: [
      ...['handed-in', 'not-vouched', 'no-border', 'border-assumed', 'no-address'],
      ...['no-return-path', 'several-return-paths'],
    ],
    ui_weakness: union('lib/verify/rfc/dkim/verify-signature.ts#Weakness'),
    verdict: union('lib/verify/verdict.ts#TransitCode').flatMap((code) => [code, `${code}-short`]),
  };
}

/** Everything that is wrong with the lists, the documents and the texts of a tree, one line each. */
export function registryFaults(files: Tree, ends: Ends): string[] {
  const all = modules(files);
  const checks = listed(all, 'lib/verify/checks/index.ts');
  const webmails = listed(all, 'lib/webmail/index.ts');
  const receivers = listed(all, 'lib/verify/receivers/index.ts');
  const english = texts(files, 'en');
  const isPage = (path: string) => path.startsWith('entrypoints/') && path.endsWith('.html');
  const uses = usesOf(
    all,
    Object.fromEntries([...files].filter(([path]) => isPage(path))),
    new Set(Object.keys(english)),
  );
  const calls = checks.flatMap((one) =>
    answers(all, one).map(({ code, values, line }) => ({
      key: `check_${one.id}_${code}`.replaceAll('-', '_'),
      values,
      place: `${one.path}:${line}`,
    })),
  );
  const codes = checks.flatMap((one) => one.codes.map((code) => `${one.id}_${code}`));
  return [
    ...badTexts(Object.fromEntries(LANGUAGES.map((language) => [language, texts(files, language)]))),
    ...mismatchedKeys(english, { ...uses, calls: [...uses.calls, ...calls] }, { ...ends, check: codes }),
    ...badChecks(checks, files, Object.keys(english)),
    ...badWebmails(
      webmails.map((one) => one.id),
      files,
    ),
    ...badReceivers(
      receivers.map((one) => one.id),
      files,
    ),
  ];
}
