import type { Words } from '../lib/browser/words';
import { decodeBytes } from '../components/visible';
import type { Finding } from '../lib/verify/check';
import type { Hop } from '../lib/verify/facts';
import type { Receiver } from '../lib/verify/message';
import type { Proof } from '../lib/verify/proof';
import type { DkimResult } from '../lib/verify/rfc/dkim/verify-signature';
import type { Report } from '../lib/verify/verdict';
import type { Asked } from '../lib/verify/world';
import type { Lookups } from './arguments';
import type { FileJudgement, JudgedFile } from './judge-file';
import { troubleText } from './report-lines';
import { findingSentence, spoken, subjectOf } from './spoken';

/** The format's; docs/cli.md says when it grows. Its schema is cli/check.schema.json. */
const VERSION = 1;

/** Octets of evidence that are quoted of one field. */
const MAX_QUOTED = 2_000;

/** What all mails of one call were judged with. */
export interface Circumstances {
  /** Of the program. */
  readonly version: string;
  readonly lookups: Lookups['kind'];
  readonly receiver: Receiver;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
}

/** One file as one line of JSON. */
export function jsonLine(judged: FileJudgement, by: Circumstances, words: Words): string {
  const head = { version: VERSION, hoplock: by.version, file: judged.name };
  const content = judged.ok
    ? { ...head, ok: true, exit: judged.exit, ...contentOf(judged, by, words) }
    : {
        ...head,
        ok: false,
        exit: judged.trouble.exit,
        error: { code: judged.trouble.code, message: troubleText(judged, words) },
      };
  return `${inAscii(JSON.stringify(content))}\n`;
}

/** What a terminal could act on, or a reader could not see, is written as its number. */
function inAscii(json: string): string {
  return json.replace(/[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => character.charCodeAt(at).toString(16).padStart(4, '0'))
      .map((code) => `\\u${code}`)
      .join(''),
  );
}

function contentOf(judged: JudgedFile, by: Circumstances, words: Words) {
  const { report, digest, cut } = judged;
  const { transit, sender, proof, border } = report;
  const author = proof?.author ?? digest.author;
  const said = spoken(judged, words);
  const { mailbox, preset, vouched, sealers } = by.receiver;
  return {
    judged: {
      at: new Date(by.now).toISOString(),
      lookups: by.lookups,
      receiver: vouched ? { mailbox, preset } : null,
      sealers,
      language: words.language,
    },
    mail: {
      from: { state: author.state, name: author.name, local: decodeBytes(author.local), domain: author.host },
      subject: subjectOf(judged),
      source: digest.fidelity,
      headCut: cut,
      fields: report.names,
    },
    lock: { state: transit.lock, code: transit.code, params: transit.params, ...said.lock },
    seal: {
      state: sender?.seal ?? 'dotted',
      code: sender?.code ?? 'cannot-tell',
      params: sender?.params ?? {},
      ...said.seal,
    },
    findings: report.findings.map((one) => findingOf(one, report, words)),
    border: {
      hop: border.hop,
      kind: border.kind,
      attested: border.attested,
      provider: border.provider,
      perimeter: border.perimeter,
    },
    hops: report.hops.map((hop, at) => hopOf(hop, at, report)),
    ...(proof === null ? NO_PROOF : proofOf(proof)),
    asked: report.asked.map(answerOf),
  };
}

function findingOf(finding: Finding, report: Report, words: Words) {
  const { id, about, weight, outcome, code, params = {}, seen } = finding;
  return {
    check: id,
    about,
    weight,
    outcome,
    code,
    params,
    sentence: findingSentence(finding, words),
    seen: seen.map((one) => {
      if (one.kind === 'answer') return { kind: 'answer', asked: one.question };
      const at = report.hops.findIndex(({ field }) => field === one.field);
      const raw = (at >= 0 ? report.lines[at] : report.quoted[one.field]) ?? '';
      return {
        kind: 'field',
        field: one.field,
        text: decodeBytes(raw.slice(one.span.start, Math.min(one.span.end, one.span.start + MAX_QUOTED))),
      };
    }),
  };
}

function hopOf(hop: Hop, at: number, report: Report) {
  const { field, from, by, with: protocol, date, tls, authenticated, state, reason } = hop;
  return {
    field,
    attested: at < report.border.attested,
    from,
    by,
    with: protocol,
    date: date === null ? null : new Date(date * 1000).toISOString(),
    delay: report.delays[at] ?? null,
    organisation: report.organisations[at] ?? null,
    state,
    reason,
    tls,
    authenticated,
  };
}

const NO_PROOF = { dkim: [], spf: null, dmarc: null, arc: null, attested: [], service: null };

function proofOf(proof: Proof) {
  const { dkim, spf, dmarc, policy, arc, arcWord, attested, service, envelope } = proof;
  return {
    dkim: dkim.results.map((one, at) => signatureOf(one, at, proof)),
    spf: spf && {
      result: spf.result,
      reason: spf.reason,
      domain: spf.domain,
      identity: spf.identity,
      ip: envelope.known ? envelope.ip : null,
      lookups: spf.terms,
    },
    dmarc: {
      result: dmarc.result,
      reason: dmarc.reason,
      by: dmarc.by && { method: dmarc.by.method, domain: dmarc.by.domain, alignment: dmarc.by.alignment },
      policy: policy && {
        status: policy.status,
        at: 'at' in policy ? policy.at : null,
        requested: policy.status === 'found' ? policy.requested : null,
        effective: policy.status === 'found' ? policy.effective : null,
        reasons: policy.reasons,
      },
    },
    arc: {
      result: arc.result,
      reason: arc.reason,
      sets: arc.sets.map(({ instance, seal, messageResult, sealResult }) => ({
        instance,
        sealer: seal?.domain ?? null,
        seal: sealResult?.result ?? null,
        message: messageResult?.result ?? null,
      })),
      oldestPass: arc.oldestPass,
      trusted: arcWord?.trusted === true ? arcWord.sealer : null,
    },
    attested: attested.attested.map(({ method, about, result }) => ({ method, about, result })),
    service: service && {
      id: service.id,
      name: service.name,
      certainty: service.certainty,
      signature: service.signature,
    },
  };
}

function signatureOf({ signature, result, reason, weaknesses, key, coverage }: DkimResult, at: number, proof: Proof) {
  const { domain, selector, algorithm, header, body, names, signedAt, expiresAt } = signature;
  return {
    domain,
    selector,
    algorithm: algorithm && `${algorithm.key}-${algorithm.hash.replace('-', '')}`,
    canonicalization: `${header}/${body.canonicalization}`,
    result,
    reason,
    alignment: proof.dmarc.dkim[at]?.alignment ?? null,
    doubt: proof.doubts[at] ?? null,
    weaknesses,
    signedAt,
    expiresAt,
    key: key && { type: key.type, bits: key.bits, testing: key.testing, dnssec: key.dnssec },
    covers: { fields: names, body: coverage?.body ?? null, appendable: coverage?.appendable ?? null },
  };
}

function answerOf({ name, type, answer }: Asked) {
  return answer.ok
    ? { name, type, values: answer.value, dnssec: answer.dnssec }
    : { name, type, failure: answer.failure };
}
