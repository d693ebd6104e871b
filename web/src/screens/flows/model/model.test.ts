import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { copied, readCopied } from './clipboard';
import { apply, type Edit } from './edit';
import { asGraph, freeId, type Graph, setIn } from './graph';
import { begin, type History, reduce } from './history';
import { positionsOf } from './layout';
import { intentsOf, newStep, portsOf } from './steps';
import { lineOf, readGraph, writeGraph } from './text';

const welcome = (): Graph => asGraph(JSON.parse(readFileSync('../config/flows/bienvenida.json', 'utf8')));

const small = (): Graph => ({
  name: 'Turnos',
  language: 'es',
  languages: ['es', 'pt'],
  start: 'dia',
  nodes: {
    dia: {
      type: 'ask',
      fields: { text: { es: '¿Qué día?', pt: 'Que dia?' }, kind: 'date', variable: 'dia' },
      exits: { next: 'listo', timeout: 'fin' },
    },
    listo: { type: 'send_text', fields: { text: 'Te esperamos el {{dia}}' }, exits: {} },
    fin: { type: 'end' },
  },
});

/** Edits of all kinds, the same for the same seed. */
function* edits(seed: number, graph: () => Graph): Generator<Edit> {
  let state = seed;
  const next = (max: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % Math.max(1, max);
  };
  for (let n = 0; ; ++n) {
    const ids = Object.keys(graph().nodes);
    const id = ids[next(ids.length)] ?? 'none';
    const other = ids[next(ids.length)] ?? 'none';
    const made: Edit[] = [
      { do: 'add', id: freeId(graph(), 'paso'), step: newStep('send_text'), from: { id, exit: 'next' } },
      { do: 'move', to: { [id]: { x: next(900), y: next(900) } } },
      { do: 'connect', id, exit: 'next', to: other },
      { do: 'connect', id, exit: 'next', to: null },
      { do: 'rename', id, to: `r${n}` },
      { do: 'field', id, path: ['text', 'es'], value: `texto ${n}` },
      { do: 'comment', id, text: `c${n}` },
      { do: 'start', id },
      { do: 'flow', path: ['name'], value: `Flujo ${n}` },
      { do: 'paste', steps: { [id]: graph().nodes[id] ?? newStep('end') }, by: { x: 10, y: 10 } },
      { do: 'remove', ids: [id] },
    ];
    yield made[next(made.length)] as Edit;
  }
}

describe('what can be undone', () => {
  it.each([1, 7, 42, 1234])(
    'undo takes every change back in its order, redo brings it again (seed %i)',
    (seed) => {
      let history: History = begin(small());
      const seen: Graph[] = [history.now];
      const source = edits(seed, () => history.now);
      for (let n = 0; n < 200; ++n) {
        const edit = source.next().value as Edit;
        const after = reduce(history, { type: 'edit', edit });
        if (after !== history) seen.push(after.now);
        history = after;
      }
      const last = history;
      for (let n = seen.length - 2; n >= 0; --n) {
        history = reduce(history, { type: 'undo' });
        expect(history.now).toBe(seen[n]);
      }
      expect(reduce(history, { type: 'undo' })).toBe(history);
      for (const graph of seen.slice(1)) {
        history = reduce(history, { type: 'redo' });
        expect(history.now).toBe(graph);
      }
      expect(history.now).toBe(last.now);
      expect(reduce(history, { type: 'redo' })).toBe(history);
    },
  );

  it('a change after an undo forgets what was undone', () => {
    const first = reduce(begin(small()), { type: 'edit', edit: { do: 'start', id: 'listo' } });
    const back = reduce(first, { type: 'undo' });
    const other = reduce(back, { type: 'edit', edit: { do: 'start', id: 'fin' } });
    expect(other.future).toEqual([]);
    expect(reduce(other, { type: 'redo' }).now.start).toBe('fin');
  });

  it('letters typed in one go are one change, until the field is left', () => {
    const type = (h: History, value: string) =>
      reduce(h, { type: 'edit', edit: { do: 'field', id: 'listo', path: ['text'], value }, about: 'x' });
    const word = type(type(begin(small()), 'H'), 'Ho');
    expect(word.past).toHaveLength(1);
    const later = type(reduce(word, { type: 'pause' }), 'Hola');
    expect(later.past).toHaveLength(2);
    expect(reduce(later, { type: 'undo' }).now.nodes.listo?.fields?.text).toBe('Ho');
  });

  it('an edit changes only what it speaks of', () => {
    const before = small();
    const after = apply(before, { do: 'comment', id: 'fin', text: 'nota' });
    expect(after.nodes.dia).toBe(before.nodes.dia);
    expect(before).toEqual(small());
  });
});

describe('edits', () => {
  it('a removed step leaves no exit that leads to it, and the start moves on', () => {
    const after = apply(small(), { do: 'remove', ids: ['dia', 'fin'] });
    expect(Object.keys(after.nodes)).toEqual(['listo']);
    expect(after.start).toBe('listo');
    expect(apply(small(), { do: 'remove', ids: ['listo'] }).nodes.dia?.exits).toEqual({ timeout: 'fin' });
  });

  it('a new name is told to the exits, the jumps and the start', () => {
    const graph = small();
    graph.nodes.salto = { type: 'jump', fields: { to: 'dia' } };
    const after = apply(graph, { do: 'rename', id: 'dia', to: 'pregunta' });
    expect(after.start).toBe('pregunta');
    expect(after.nodes.salto?.fields?.to).toBe('pregunta');
    expect(Object.keys(after.nodes)[0]).toBe('pregunta');
    expect(apply(graph, { do: 'rename', id: 'dia', to: 'fin' })).toBe(graph);
  });

  it('copies lead to each other, not to what was left behind', () => {
    const steps = readCopied(copied(small(), ['dia', 'listo']));
    const after = apply(small(), { do: 'paste', steps: steps ?? {}, by: { x: 40, y: 40 } });
    expect(after.nodes.dia_2?.exits).toEqual({ next: 'listo_2' });
    expect(readCopied('hola')).toBeNull();
    expect(readCopied('{"charla":"steps","steps":{"a":3}}')).toBeNull();
  });

  it('the first step of an empty flow is its start', () => {
    const after = apply({ nodes: {}, start: '' }, { do: 'add', id: 'a', step: newStep('end') });
    expect(after.start).toBe('a');
  });

  it('a value is taken away without a trace, in objects and in lists', () => {
    expect(setIn({ a: { b: 1, c: 2 } }, ['a', 'b'], undefined)).toEqual({ a: { c: 2 } });
    expect(setIn({ a: [1, 2, 3] }, ['a', 1], undefined)).toEqual({ a: [1, 3] });
    expect(setIn({}, ['a', 'b'], 1)).toEqual({ a: { b: 1 } });
  });
});

describe('the document', () => {
  it('members that nobody here knows survive every edit and the text', () => {
    const graph = asGraph({
      ...small(),
      future: { x: 1 },
      nodes: { ...small().nodes, otro: { type: 'brand_new', weird: [1], fields: { f: { g: 2 } } } },
    });
    const edited = apply(apply(graph, { do: 'move', to: { otro: { x: 1, y: 2 } } }), {
      do: 'field',
      id: 'otro',
      path: ['h'],
      value: 'x',
    });
    const read = readGraph(writeGraph(edited));
    expect('graph' in read && read.graph).toEqual({
      ...graph,
      nodes: {
        ...graph.nodes,
        otro: {
          type: 'brand_new',
          weird: [1],
          fields: { f: { g: 2 }, h: 'x' },
          position: { x: 1, y: 2 },
        },
      },
    });
  });

  it('what is no graph at all is an empty one', () => {
    expect(asGraph(null)).toEqual({ nodes: {} });
    expect(asGraph({ nodes: 3 })).toEqual({ nodes: {} });
    expect(positionsOf(asGraph({ nodes: { a: null, b: 'x' } }))).toEqual({});
  });

  it('says in which line a text is not JSON', () => {
    const text = '{\n  "name": "x",\n  "nodes": {,}\n}';
    expect(readGraph(text)).toMatchObject({ line: 3 });
    expect(readGraph('[]')).toMatchObject({ line: 1 });
  });

  it('finds the line of a path', () => {
    const graph = small();
    const lines = writeGraph(graph).split('\n');
    const at = (where: string) => lines[lineOf(graph, where) - 1];
    expect(at('nodes.listo')).toBe('    "listo": {');
    expect(at('nodes.listo.fields.text')).toContain('Te esperamos');
    expect(at('nodes.dia.exits.timeout')).toContain('"timeout"');
    expect(at('languages.1')).toContain('"pt"');
    expect(lineOf(graph, 'nodes.nobody')).toBeGreaterThan(1);
    expect(lineOf(graph, '')).toBe(1);
  });

  it('both ways of writing keywords are read', () => {
    const step = welcome().nodes.intencion;
    expect(intentsOf(step?.fields ?? {})).toMatchObject({ precio: 'precio' });
    expect(intentsOf({ map: { a: ['x', 'y'] }, 'map.b': 'z' })).toEqual({ a: 'x, y', b: 'z' });
    expect(step && portsOf(step)).toEqual(['precio', 'catalogo', 'soporte', 'default']);
  });
});
