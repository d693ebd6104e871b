import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context';
import { placeOf, stepOf } from '../model/findings';
import type { Fields, Step } from '../model/graph';
import { type FieldSpec, steps } from '../model/schema';
import { useNames } from '../names';
import { Field } from './Field';
import { IntentForm } from './IntentForm';
import { StepSelect } from './StepSelect';

/** What a form shows at once; the rest of a type's fields waits behind "More". */
const first: Record<string, string[]> = {
  ask: ['text', 'kind', 'options', 'variable', 'invalid', 'timeout'],
  assistant: ['name', 'task', 'turns'],
  handoff: ['text', 'team', 'reason', 'note'],
  http: ['method', 'url', 'body', 'variable', 'pick'],
  send_buttons: ['text', 'buttons'],
  send_list: ['text', 'label', 'sections'],
  send_media: ['kind', 'url', 'caption'],
  send_link: ['text', 'label', 'url'],
  send_whatsapp_flow: ['text', 'label', 'form'],
  schedule_message: ['text', 'after', 'at'],
};

/** Fields that say the same as another; shown only where an older flow uses them. */
const aliases: Record<string, string[]> = { wait: ['seconds'], handoff: ['silence_seconds'] };

/** Whether a field has a meaning in this step as it is now. */
function fits(step: Step, name: string): boolean {
  if (step.type !== 'ask') return true;
  const kind = String(step.fields?.kind ?? 'text');
  if (name === 'options' || name === 'show' || name === 'label') return kind === 'choice';
  if (name === 'country') return kind === 'phone';
  if (name === 'pattern') return kind === 'text';
  if (name === 'min' || name === 'max') return ['text', 'number', 'date', 'time'].includes(kind);
  return true;
}

export function shownFields(step: Step): { now: FieldSpec[]; more: FieldSpec[] } {
  const fields: Fields = step.fields ?? {};
  const held = (name: string) => fields[name] !== undefined;
  const all = (steps.get(step.type)?.fields ?? []).filter(
    (f) => held(f.name) || (fits(step, f.name) && !aliases[step.type]?.includes(f.name)),
  );
  const at_once = first[step.type];
  if (!at_once) return { now: all, more: [] };
  const rank = (f: FieldSpec) => {
    const at = at_once.indexOf(f.name);
    return at < 0 ? 99 : at;
  };
  const now = all.filter((f) => at_once.includes(f.name) || held(f.name)).sort((a, b) => rank(a) - rank(b));
  return { now, more: all.filter((f) => !now.includes(f)) };
}

/** The form of a step, made from the schema; what the linter says about a field stands at it. */
export function StepFields({ id, step }: { id: string; step: Step }) {
  const { t } = useTranslation('flows');
  const names = useNames();
  const { draft, may, findings, graph } = useEditor();
  const [open, setOpen] = useState(false);
  if (step.type === 'intent') return <IntentForm id={id} step={step} />;
  const { now, more } = shownFields(step);
  const errorOf = (name: string) => {
    const place = `fields.${name}`;
    const found = findings.find(
      (f) =>
        f.severity !== 'hint' &&
        stepOf(graph, f) === id &&
        (placeOf(f, id) === place || placeOf(f, id).startsWith(`${place}.`)),
    );
    return found && (names.finding(found.code) ?? found.what);
  };
  const input = (spec: FieldSpec) =>
    step.type === 'jump' && spec.name === 'to' && step.fields?.flow === undefined ? (
      <StepSelect
        key={spec.name}
        label={names.field('jump', 'to')}
        value={String(step.fields?.to ?? '')}
        onChange={(to) => draft.edit({ do: 'field', id, path: ['to'], value: to ?? undefined })}
        disabled={!may}
        empty={t('form.jump_start')}
      />
    ) : (
      <Field
        key={spec.name}
        of={step.type}
        spec={spec}
        value={step.fields?.[spec.name]}
        onChange={(value) =>
          draft.edit({ do: 'field', id, path: [spec.name], value }, `field:${id}:${spec.name}`)
        }
        onDone={draft.settle}
        disabled={!may}
        error={errorOf(spec.name)}
      />
    );
  return (
    <Stack gap="md">
      {now.map(input)}
      {more.length > 0 && (
        <Button variant="subtle" justify="flex-start" aria-expanded={open} onClick={() => setOpen((o) => !o)}>
          {open ? t('form.less') : t('form.more', { count: more.length })}
        </Button>
      )}
      {open && more.map(input)}
    </Stack>
  );
}
