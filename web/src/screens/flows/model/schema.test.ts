import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shownFields } from '../forms/StepFields';
import { type FieldSpec, steps, tests, triggers } from './schema';
import { exitsOf, groupOf, newStep, palette, portsOf } from './steps';

const written = JSON.parse(readFileSync('../config/schema/flow.schema.json', 'utf8'));
const ofKind = (prefix: string) =>
  Object.keys(written.$defs)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));

type Texts = Record<string, Record<string, string>>;
const texts: Texts = JSON.parse(readFileSync('src/screens/flows/texts/es.json', 'utf8'));

const allFields = (fields: FieldSpec[]): FieldSpec[] => fields.flatMap((f) => [f, ...allFields(f.of)]);

describe('the table of steps', () => {
  it('covers every type of the schema, once', () => {
    expect([...steps.keys()].sort()).toEqual(ofKind('step_').sort());
    expect(steps.size).toBe(37);
    const shown = palette.flatMap((p) => p.types);
    expect([...shown].sort()).toEqual([...steps.keys()].sort());
  });

  it.each(ofKind('step_'))('%s has a name, a word about what it does, and an icon group', (type) => {
    expect(texts.step?.[type]).toBeTruthy();
    expect(texts.what?.[type]).toBeTruthy();
    expect(texts.group?.[groupOf(type)]).toBeTruthy();
  });

  it.each(ofKind('step_'))('%s: every field can be reached in its form and is called something', (type) => {
    const spec = steps.get(type);
    const step = newStep(type);
    // Fields that say the same as another appear where they are used.
    const used = { ...step, fields: Object.fromEntries((spec?.fields ?? []).map((f) => [f.name, ''])) };
    if (type !== 'intent') {
      const { now, more } = shownFields(used);
      expect([...now, ...more].map((f) => f.name).sort()).toEqual(
        (spec?.fields ?? []).map((f) => f.name).sort(),
      );
      for (const f of shownFields(step).now) expect(spec?.fields).toContain(f);
    }
    for (const f of allFields(spec?.fields ?? []))
      expect(texts.field?.[`${type}-${f.name}`] ?? texts.field?.[f.name], f.name).toBeTruthy();
    for (const f of allFields(spec?.fields ?? []))
      for (const option of f.options)
        if (f.name !== 'method') expect(texts.choice?.[option], option).toBeTruthy();
  });

  it.each(ofKind('step_'))('%s: a new one has all that is needed, and its exits have names', (type) => {
    const step = newStep(type);
    for (const f of steps.get(type)?.fields ?? []) if (f.required) expect(step.fields).toHaveProperty(f.name);
    for (const exit of steps.get(type)?.exits ?? []) {
      expect(texts.exit?.[exit], exit).toBeTruthy();
      expect(exitsOf(step)).toContain(exit);
    }
    expect(portsOf(step).length).toBeLessThanOrEqual(exitsOf(step).length);
  });

  it('every trigger and every test has a name', () => {
    expect([...triggers.keys()].sort()).toEqual(ofKind('trigger_').sort());
    for (const type of triggers.keys()) expect(texts.trigger?.[type], type).toBeTruthy();
    for (const spec of triggers.values())
      for (const f of spec.fields) expect(texts.field?.[f.name], f.name).toBeTruthy();
    expect(tests).toHaveLength(26);
    for (const { test } of tests) expect(texts.test?.[test], test).toBeTruthy();
  });

  it('options of a question are its exits', () => {
    const step = newStep('ask');
    expect(portsOf(step)).toEqual(['next']);
    step.fields = {
      kind: 'choice',
      options: [
        { id: 'a', title: 'A' },
        { id: 'b', title: 'B' },
      ],
    };
    expect(portsOf(step)).toEqual(['a', 'b', 'next']);
    step.fields = { kind: 'yes_no' };
    expect(portsOf(step)).toEqual(['yes', 'no', 'next']);
    step.exits = { timeout: 'x' };
    expect(portsOf(step)).toContain('timeout');
  });
});
