import { beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../api/problem';
import { Outbox, type Pending } from './outbox';

const settled = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

/** A server that says what the test tells it to; it remembers what it was sent. */
const server = () => {
  const got: string[] = [];
  let answer: () => Promise<unknown> = async () => ({});
  return {
    got,
    answers: (next: () => Promise<unknown>) => {
      answer = next;
    },
    post: (p: Pending) => {
      got.push(`${p.client_id} ${p.say?.text ?? p.note}`);
      return answer();
    },
  };
};

describe('Outbox', () => {
  beforeEach(() => localStorage.clear());

  it('sends each under a key of its own, in order', async () => {
    const { post, got } = server();
    const box = new Outbox('box', post);
    box.add('c', { say: { type: 'text', text: 'uno' } });
    box.add('c', { note: 'dos' });
    await settled();
    expect(got.map((g) => g.split(' ')[1])).toEqual(['uno', 'dos']);
    expect(new Set(got.map((g) => g.split(' ')[0])).size).toBe(2);
    expect(box.list().map((p) => p.state)).toEqual(['taken', 'taken']);
  });

  it('tries again under the same key, and keeps the text until it is in the thread', async () => {
    const { post, got, answers } = server();
    const box = new Outbox('box', post);
    answers(() => Promise.reject(new Problem(0, {})));
    box.add('c', { say: { type: 'text', text: 'hola' } });
    await settled();
    expect(box.list()[0]?.state).toBe('failed');
    answers(async () => ({}));
    box.retryLost();
    await settled();
    expect(new Set(got).size).toBe(1);
    expect(got.length).toBe(2);
    box.drop(box.list()[0]?.client_id ?? '');
    expect(box.list()).toEqual([]);
  });

  it('does not try by itself what the server has refused', async () => {
    const { post, got, answers } = server();
    const box = new Outbox('box', post);
    answers(() => Promise.reject(new Problem(422, { detail: 'no' })));
    box.add('c', { say: { type: 'text', text: 'hola' } });
    await settled();
    box.retryLost();
    await settled();
    expect(got.length).toBe(1);
    expect(box.list()[0]?.problem).toEqual({ kind: 'invalid', words: 'no' });
  });

  it('has what was not sent when the page is opened again, and does not send it unasked twice', async () => {
    const { post, answers } = server();
    answers(() => new Promise(() => {}));
    new Outbox('box', post).add('c', { say: { type: 'text', text: 'hola' } });
    const again = server();
    const box = new Outbox('box', again.post);
    expect(box.list()[0]).toMatchObject({ state: 'failed', say: { text: 'hola' } });
    expect(again.got).toEqual([]);
  });
});
