import { describe, expect, it } from 'vitest';
import { filled, matching, wantedOf } from './composer/canned';
import { type Offer, sayOf, wrongOf } from './composer/choices';
import { componentsOf } from './composer/template';
import { asDocument } from './composer/upload';
import { linesOf, merged } from './thread/lines';
import { type Notice, noticeOf, wordsOf } from './thread/notice';
import type { Canned, Message, Run } from './types';
import { snoozes } from './useArrange';
import { windowOpen } from './useDesk';
import { askedOf, filterOf, lineOf, readLine, searchOf } from './views';

describe('the filter', () => {
  it('is the same as a line, as an address and as a question', () => {
    const filter = filterOf({ view: 'mine', q: 'Eva Paz', label: 'vip', sort: 'waiting' });
    expect(readLine(lineOf(filter), filter)).toEqual(filter);
    expect(filterOf(searchOf(filter))).toEqual(filter);
    expect(askedOf(filter)).toEqual({ view: 'mine', q: 'Eva Paz', label: 'vip', sort: 'waiting' });
    expect(searchOf(filterOf({}))).toEqual({});
  });

  it('takes no view that there is not, and leaves unknown words to be looked for', () => {
    expect(filterOf({ view: 'x' }).view).toBe('all');
    expect(readLine('is:unread foo:bar a:', filterOf({}))).toMatchObject({ view: 'unread', q: 'foo:bar a:' });
  });
});

const message = (seq: number, more: Partial<Message> = {}): Message =>
  ({
    id: `m${seq}`,
    seq,
    at: new Date(Date.UTC(2026, 0, 1, 12, seq)).toISOString(),
    direction: 'inbound',
    author: 'contact',
    type: 'text',
    provider_id: `w${seq}`,
    author_name: '',
    content: { type: 'text', body: 'x' },
    ...more,
  }) as Message;

describe('the thread', () => {
  it('has older pages and the live window as one, each message once and as it was last told', () => {
    const all = merged(
      [[message(1), message(2, { status: 'sent' })]],
      [message(2, { status: 'read' }), message(3)],
    );
    expect(all.map((m) => m.seq)).toEqual([1, 2, 3]);
    expect(all[1]?.status).toBe('read');
  });

  it('draws a line before what nobody had read, one a day, and puts reactions at their message', () => {
    const reaction = message(4, {
      type: 'reaction',
      content: { type: 'reaction', target: 'w1', emoji: '👍' },
    });
    const lines = linesOf([message(1), message(2), message(3), reaction], [], 1);
    expect(lines.map((l) => l.kind)).toEqual(['day', 'message', 'message', 'new', 'message']);
    expect(lines[1]).toMatchObject({ reactions: [{ id: 'm4' }] });
  });

  it('a reaction taken back is none', () => {
    const put = message(2, { type: 'reaction', content: { type: 'reaction', target: 'w1', emoji: '👍' } });
    const taken = message(3, { type: 'reaction', content: { type: 'reaction', target: 'w1', emoji: '' } });
    expect(linesOf([message(1), put, taken], [], 0).at(-1)).toMatchObject({ reactions: [] });
  });

  it('tells where a flow began, and its end when that says something', () => {
    const run = {
      number: 1,
      flow: 1,
      status: 'failed',
      started_at: message(1).at,
      ended_at: message(2).at,
    } as Run;
    const lines = linesOf([message(1), message(3)], [run], 0);
    expect(lines.map((l) => l.kind)).toEqual(['day', 'message', 'activity', 'activity', 'message']);
  });
});

it('tells who took over and who gave it back, by the notes of the engine', () => {
  const note = (kind: string, body: string) =>
    noticeOf(
      message(1, {
        type: 'system',
        author: 'system',
        direction: 'outbound',
        content: { type: 'system', kind, body },
      }),
    );
  expect(note('control_changed', 'human by Ana: pidió ayuda')).toEqual({
    kind: 'control_changed',
    state: 'human',
    by: 'Ana',
    reason: 'pidió ayuda',
  });
  expect(wordsOf(note('control_changed', 'bot: the agreed silence is over') as Notice)).toBe('bot_over');
  expect(wordsOf(note('status_changed', 'resolved by the flow') as Notice)).toBe('resolved_itself');
  expect(wordsOf(note('handoff', 'soporte') as Notice)).toBe('handoff');
  expect(note('note', 'interna')).toBeNull();
  expect(noticeOf(message(1))).toBeNull();
});

describe('canned answers', () => {
  const all = [
    { id: 1, shortcut: 'hola', text: 'Hola {{contact.name}}' },
    { id: 2, shortcut: 'horario', text: 'De 9 a 18' },
  ] as Canned[];

  it('are looked for after a slash that begins the text', () => {
    expect(wantedOf('/ho')).toBe('ho');
    expect(wantedOf('a /ho')).toBeNull();
    expect(matching(all, 'hor').map((c) => c.id)).toEqual([2]);
    expect(matching(all, '').map((c) => c.id)).toEqual([1, 2]);
  });

  it('carry the name as plain text, dollars and all', () => {
    expect(filled('Hola {{ contact.name }}', { contact_name: 'A$& B', phone: '' })).toBe('Hola A$& B');
  });
});

describe('buttons and lists', () => {
  const offer: Offer = {
    kind: 'buttons',
    body: '¿Día?',
    footer: '',
    label: 'Ver',
    choices: [{ title: 'Lunes', description: '' }],
  };

  it('keep to what WhatsApp takes', () => {
    expect(wrongOf(offer)).toBeNull();
    expect(wrongOf({ ...offer, choices: [{ title: 'x'.repeat(21), description: '' }] })).toBe('long');
    expect(
      wrongOf({
        ...offer,
        choices: Array.from({ length: 4 }, (_, i) => ({ title: `${i}`, description: '' })),
      }),
    ).toBe('many');
    expect(wrongOf({ ...offer, choices: [offer.choices[0] as never, offer.choices[0] as never] })).toBe(
      'twice',
    );
    expect(wrongOf({ ...offer, body: ' ' })).toBe('body');
  });

  it('become the message that the server takes', () => {
    expect(sayOf({ ...offer, kind: 'list' })).toEqual({
      type: 'list',
      interactive: { body: '¿Día?', label: 'Ver', sections: [{ rows: [{ id: 'c1', title: 'Lunes' }] }] },
    });
  });
});

it('a template is filled place by place', () => {
  const v = (key: string, place: string, name = '') => ({
    key,
    name,
    in: place,
    type: 'text' as const,
    example: '',
  });
  expect(
    componentsOf([v('1', 'body'), v('name', 'body', 'name'), v('button0.1', 'button 0')], {
      1: 'a',
      name: 'b',
      'button0.1': 'c',
    }),
  ).toEqual([
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b', parameter_name: 'name' },
      ],
    },
    { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'c' }] },
  ]);
});

it('a file that its kind does not take goes as a document', () => {
  expect(asDocument({ type: 'image/png', size: 1000 })).toBe(false);
  expect(asDocument({ type: 'image/png', size: 6_000_000 })).toBe(true);
  expect(asDocument({ type: 'application/pdf', size: 10 })).toBe(true);
});

it('the window is open where there is none, and shut at its end', () => {
  const at = Date.UTC(2026, 0, 1);
  expect(windowOpen({} as never, at)).toBe(true);
  expect(windowOpen({ window_until: null } as never, at)).toBe(false);
  expect(windowOpen({ window_until: new Date(at + 1).toISOString() } as never, at)).toBe(true);
  expect(windowOpen({ window_until: new Date(at).toISOString() } as never, at)).toBe(false);
});

it('every moment to come back at is to come', () => {
  for (let day = 1; day <= 7; day++) {
    const now = new Date(2026, 5, day, 23, 59);
    for (const s of snoozes) expect(s.at(now).getTime(), s.name).toBeGreaterThan(now.getTime());
    expect(snoozes[3].at(now).getDay()).toBe(1);
  }
});
