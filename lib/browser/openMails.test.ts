import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beforeEach, expect, it, vi } from 'vitest';
import { openMails } from './openMails';
import { OPEN_MAILS_PORT, type Judged, type OpenMails } from './protocol';

const mail = (key: string): Judged => ({ key }) as Judged;
let ports: { tell: (told: OpenMails) => void; closed: boolean }[];

beforeEach(() => {
  fakeBrowser.reset();
  ports = [];
  vi.spyOn(fakeBrowser.tabs, 'connect').mockImplementation(((tabId: number, { name }: { name: string }) => {
    expect([tabId, name]).toEqual([7, OPEN_MAILS_PORT]);
    const port = { tell: (_: OpenMails) => {}, closed: false };
    ports.push(port);
    return {
      onDisconnect: { addListener() {} },
      onMessage: { addListener: (listener: (told: OpenMails) => void) => (port.tell = listener) },
      disconnect: () => (port.closed = true),
    };
  }) as never);
});

it('gathers the mails of all frames, each frame replacing its own', () => {
  const heard = vi.fn();
  const end = new AbortController();
  openMails(7, heard, end.signal);
  const [port] = ports;
  port!.tell({ frame: 'top', mails: [] });
  expect(heard).toHaveBeenLastCalledWith([]);
  port!.tell({ frame: 'a', mails: [mail('1')] });
  port!.tell({ frame: 'b', mails: [mail('2'), mail('3')] });
  expect(heard).toHaveBeenLastCalledWith([mail('1'), mail('2'), mail('3')]);
  port!.tell({ frame: 'a', mails: [] });
  expect(heard).toHaveBeenLastCalledWith([mail('2'), mail('3')]);
  end.abort();
  expect(port!.closed).toBe(true);
  port!.tell({ frame: 'b', mails: [] });
  expect(heard).toHaveBeenCalledTimes(4);
});

it('reaches a frame that loads later, in this tab alone', async () => {
  const end = new AbortController();
  openMails(7, vi.fn(), end.signal);
  const trigger = (ask: object, tab: number) =>
    (fakeBrowser.runtime.onMessage as unknown as { trigger: (...args: unknown[]) => Promise<unknown> }).trigger(ask, {
      tab: { id: tab },
    });
  await trigger({ kind: 'showing', states: [] }, 8);
  await trigger({ kind: 'wake' }, 7);
  expect(ports).toHaveLength(1);
  await trigger({ kind: 'showing', states: [] }, 7);
  expect(ports).toHaveLength(2);
  end.abort();
});
