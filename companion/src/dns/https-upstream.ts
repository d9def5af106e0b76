/** Implements DNS over HTTPS towards a resolver (RFC 8484) by POST, for what GET would leave in the logs of proxies. */
import type { NodeFetch } from '../../../lib/dns/node-fetch';
import { matchesQuery } from './matches-query';
import type { Question } from './question';
import { scanMessage } from './scan-message';
import type { UpstreamAnswer } from './upstream';
import { writeQuery } from './write-query';

const MEDIA_TYPE = 'application/dns-message';
const MAX_OCTETS = 65_535;

export function httpsUpstream(
  url: string,
  node: NodeFetch,
): (question: Question, signal: AbortSignal) => Promise<UpstreamAnswer> {
  return async (question, signal) => {
    const query = writeQuery(question, { id: 0, randomCase: false, padded: true });
    const asked = scanMessage(query);
    if (!asked) return { ok: false, failure: 'malformed' };
    let octets: Buffer | null;
    try {
      const response = await node.fetch(url, {
        method: 'POST',
        headers: { accept: MEDIA_TYPE, 'content-type': MEDIA_TYPE },
        body: new Uint8Array(query),
        signal,
      });
      const isAnswer =
        response.status === 200 && response.headers.get('content-type')?.split(';')[0]?.trim() === MEDIA_TYPE;
      octets = isAnswer ? await readBounded(response, signal) : null;
      if (!isAnswer) await response.body?.cancel();
    } catch {
      return { ok: false, failure: signal.aborted ? 'timeout' : 'unreachable' };
    }
    const scanned = octets && scanMessage(octets);
    if (!octets || !scanned || scanned.truncated || !matchesQuery(octets, scanned, query, asked, false))
      return { ok: false, failure: 'malformed' };
    return { ok: true, octets, scanned };
  };
}

async function readBounded(response: Response, signal: AbortSignal): Promise<Buffer | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    signal.throwIfAborted();
    length += piece.length;
    if (length > MAX_OCTETS) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
