import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { copied, readCopied } from './clipboard';
import { diffOf } from './diff';
import { apply, type Edit } from './edit';
import { stepOf, worstByStep } from './findings';
import { asGraph, freeId, type Graph, setIn } from './graph';
import { begin, type History, reduce } from './history';
import { besideOf, layered, positionsOf } from './layout';
import { movable } from './moves';
import { intentsOf, newStep, portsOf } from './steps';
import { lineOf, readGraph, writeGraph } from './text';
import { languagesOf, missingTexts, textsOf, withText } from './texts';
import { variablesOf } from './variables';
import { find, outline, walk } from './walk';

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

describe('the drawing', () => {
  it('is the same every time, and nothing lies on anything', () => {
    const at = layered(small());
    expect(layered(small())).toEqual(at);
    const places = new Set(Object.values(at).map((p) => `${p.x},${p.y}`));
    expect(places.size).toBe(3);
    expect(at.dia?.x).toBe(0);
    expect(at.listo?.x).toBe(300);
  });

  it('keeps the places that the document has, and puts the others below', () => {
    const graph = small();
    if (graph.nodes.dia) graph.nodes.dia.position = { x: 5, y: 900 };
    const at = positionsOf(graph);
    expect(at.dia).toEqual({ x: 5, y: 900 });
    expect(at.listo?.y).toBeGreaterThan(900);
    expect(positionsOf(welcome()).intencion).toEqual({ x: 80, y: 240 });
  });

  it('a new step stands beside the one before it, on a free place', () => {
    const graph = welcome();
    const at = besideOf(graph, 'intencion');
    for (const p of Object.values(positionsOf(graph)))
      expect(Math.abs(p.x - at.x) >= 216 || Math.abs(p.y - at.y) >= 80).toBe(true);
  });

  it('arrows walk along edges and among neighbours', () => {
    const graph = welcome();
    const at = positionsOf(graph);
    expect(walk(graph, at, 'intencion', 'right')).toBe('precio');
    expect(walk(graph, at, 'precio', 'left')).toBe('intencion');
    expect(walk(graph, at, 'precio', 'down')).toBe('catalogo');
    expect(walk(graph, at, 'precio', 'up')).toBeNull();
  });

  it('the outline holds every step once, and says where one is come to again', () => {
    const graph = small();
    graph.nodes.suelto = { type: 'end' };
    if (graph.nodes.listo) graph.nodes.listo.exits = { next: 'dia' };
    const all = outline(graph);
    expect(all.filter((b) => !b.again).map((b) => b.id)).toEqual(['dia', 'listo', 'fin', 'suelto']);
    expect(all.find((b) => b.again)).toMatchObject({ id: 'dia', depth: 2, exit: 'next' });
  });

  it('a flow of a thousand steps is laid out and outlined', () => {
    const nodes = Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [`n${i}`, { type: 'send_text', exits: { next: `n${i + 1}` } }]),
    );
    const graph: Graph = { start: 'n0', nodes };
    expect(Object.keys(positionsOf(graph))).toHaveLength(1000);
    expect(outline(graph)).toHaveLength(1000);
  });

  it('steps are found by what they say', () => {
    expect(find(small(), 'esperamos')).toEqual(['listo']);
    expect(find(small(), ' ')).toEqual([]);
  });
});

describe('texts and names', () => {
  it('all texts that customers read are listed, and what lacks a language is counted', () => {
    expect(textsOf(small()).map((t) => `${t.id}.${t.path.join('.')}`)).toEqual(['dia.text', 'listo.text']);
    expect(missingTexts(small())).toBe(1);
    expect(languagesOf(small())).toEqual(['es', 'pt']);
  });

  it('a plain text stays plain until it is translated', () => {
    const graph = small();
    expect(withText(graph, 'Hola', 'es', 'Buenas')).toBe('Buenas');
    expect(withText(graph, 'Hola', 'pt', 'Oi')).toEqual({ es: 'Hola', pt: 'Oi' });
    expect(withText(graph, { es: 'Hola', pt: 'Oi' }, 'pt', '')).toEqual({ es: 'Hola' });
  });

  it('every variable says who sets and who reads it', () => {
    expect(variablesOf(small())).toEqual([{ name: 'dia', setBy: ['dia'], usedBy: ['listo'] }]);
  });
});

describe('what the server says', () => {
  const finding = (where: string, severity: 'error' | 'warning') => ({
    severity,
    code: 'lint.x',
    what: '',
    where,
  });

  it('a finding belongs to the step with the longest name that fits', () => {
    const graph: Graph = { nodes: { a: { type: 'end' }, 'a.b': { type: 'end' } } };
    expect(stepOf(graph, finding('nodes.a.b.fields.text', 'error'))).toBe('a.b');
    expect(stepOf(graph, finding('nodes.a.fields', 'error'))).toBe('a');
    expect(stepOf(graph, finding('triggers.0', 'error'))).toBeNull();
    const worst = worstByStep(graph, [finding('nodes.a', 'warning'), finding('nodes.a', 'error')]);
    expect(worst.get('a')?.severity).toBe('error');
  });

  it('differences are told by step and field', () => {
    const after = apply(apply(small(), { do: 'field', id: 'dia', path: ['kind'], value: 'time' }), {
      do: 'remove',
      ids: ['fin'],
    });
    const diff = diffOf(small(), after);
    expect(diff.same).toBe(false);
    expect(diff.steps.map((s) => [s.id, s.change])).toEqual([
      ['dia', 'changed'],
      ['fin', 'removed'],
    ]);
    expect(diff.steps[0]?.fields).toContainEqual({ field: 'kind', before: 'date', after: 'time' });
    expect(diffOf(small(), small()).same).toBe(true);
  });

  it('who waits can go on where the step is there and of the same kind', () => {
    const waiting = [
      { id: 'dia', type: 'ask', waiting: 3 },
      { id: 'fin', type: 'wait', waiting: 2 },
      { id: 'gone', type: 'ask', waiting: 1 },
    ];
    const seen = movable(waiting, small());
    expect(seen.can).toBe(3);
    expect(seen.cannot.map((w) => w.id)).toEqual(['fin', 'gone']);
  });
});
