import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diffOf } from './diff';
import { apply } from './edit';
import { stepOf, worstByStep } from './findings';
import { asGraph, type Graph } from './graph';
import { besideOf, layered, positionsOf } from './layout';
import { movable } from './moves';
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
