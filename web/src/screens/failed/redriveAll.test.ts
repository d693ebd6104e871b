import { afterEach, expect, it, vi } from 'vitest';
import { redriveAll } from './redriveAll';
import type { Letter } from './types';

const letters = [1, 2, 3].map(
  (id) => ({ id, kind: 'inbound_message', reason: 'flow.loop', state: 'open' }) as Letter,
);

afterEach(() => vi.unstubAllGlobals());

const answer = (statusOf: (id: number) => number) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async (request: Request) => {
      const id = Number(/dead-letters\/(\d+)/.exec(request.url)?.[1]);
      return new Response('{}', { status: statusOf(id), headers: { 'Content-Type': 'application/json' } });
    }),
  );

it('goes on when somebody else was quicker with one', async () => {
  answer((id) => (id === 2 ? 409 : 200));
  const told: number[] = [];
  const end = await redriveAll(letters, false, new AbortController().signal, (p) =>
    told.push(p.done + p.failed),
  );
  expect(end).toEqual({ done: 2, failed: 1, total: 3, stopped: false, over: true });
  expect(told).toEqual([1, 2, 3, 3]);
});

it('stops between two letters when it is told to', async () => {
  answer(() => 200);
  const stop = new AbortController();
  const end = await redriveAll(letters, false, stop.signal, () => stop.abort());
  expect(end).toMatchObject({ done: 1, stopped: true, over: true });
});

it('gives up when nobody may do it', async () => {
  answer(() => 403);
  await expect(redriveAll(letters, false, new AbortController().signal, () => {})).rejects.toThrow();
});
