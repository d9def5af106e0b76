import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { postureOf } from '../../companion/src/testing/posture-of';
import { followDomain } from './follow-domain';
import type { DomainAnswer, DomainAsk } from './protocol';

const OWN = { domain: null, key: 'k', tab: 3, private: false };
const posture = postureOf('own.example');
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks by name once the name is known, for a background that was stopped knows it no more', async () => {
  const asked: DomainAsk[] = [];
  const ask = async (question: DomainAsk): Promise<DomainAnswer> => {
    asked.push(question);
    return question.first
      ? { kind: 'pending', seconds: 2, domain: 'own.example' }
      : { kind: 'report', posture, domain: 'own.example' };
  };
  const found = followDomain(OWN, ask, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await found).toEqual({ kind: 'report', posture, domain: 'own.example' });
  expect(asked).toEqual([
    { ...OWN, kind: 'domain', first: true },
    { ...OWN, kind: 'domain', domain: 'own.example', first: false },
  ]);
});

it('tells a silent background, and who the companion is where it failed', async () => {
  const { signal } = new AbortController();
  expect(await followDomain(OWN, async () => null, signal)).toMatchObject({ code: 'no-answer', domain: null });
  const busy = { kind: 'failed', code: 'busy', domain: 'own.example', host: 'c', status: 503, seconds: 1 } as const;
  expect(await followDomain(OWN, async () => busy, signal)).toEqual(busy);
});
