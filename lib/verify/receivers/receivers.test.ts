import { describe, expect, it } from 'vitest';
import { ipClass, readNetwork } from '../rfc/ip';
import { receivers } from './index';

/** A network wider than this would hold whole countries' customers. */
const MIN_BITS = { v4: 8, v6: 10 };

describe.each(receivers)('$id', (receiver) => {
  const domains = [receiver.by, receiver.relays, receiver.mailboxes, receiver.mx].flatMap((list) => list ?? []);
  const networks = [receiver.networks, receiver.byNetworks, receiver.senders].flatMap((list) => list ?? []);

  it('is under names of its own', () => expect(receiver.by.length).toBeGreaterThan(0));

  it.each(domains)('%s is a lower-case domain', (domain) => {
    expect(domain).toBe(domain.toLowerCase());
    expect(domain).not.toMatch(/^\.|\.$|[\s/@*]/);
  });

  it('has networks that can be read, none of them all of the internet', () => {
    for (const text of networks) {
      const network = readNetwork(text);
      expect(network, text).not.toBeNull();
      expect(network?.bits).toBeGreaterThanOrEqual(text.includes(':') ? MIN_BITS.v6 : MIN_BITS.v4 + 96);
    }
  });

  it('vouches for no network that its customers send from', () => {
    for (const own of receiver.networks ?? []) expect(receiver.senders ?? []).not.toContain(own);
  });

  it('vouches for private addresses only beside names that are shown', () => {
    for (const own of receiver.networks ?? []) {
      if (ipClass(own.slice(0, own.indexOf('/'))) === 'private') expect(receiver.by.length).toBeGreaterThan(0);
    }
  });
});

it('gives each mailbox domain to one provider', () => {
  const all = receivers.flatMap(({ mailboxes }) => mailboxes ?? []);
  expect(new Set(all).size).toBe(all.length);
});

it('gives each id once', () => {
  expect(new Set(receivers.map(({ id }) => id)).size).toBe(receivers.length);
});
