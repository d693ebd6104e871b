import { ActionIcon, Group, NumberInput, Select, Stack, Switch, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context';
import { Field } from '../forms/Field';
import type { Fields, Json } from '../model/graph';
import { triggers } from '../model/schema';
import { useNames } from '../names';
import classes from './panels.module.css';

const fresh = (type: string): Fields => {
  const needed = (triggers.get(type)?.fields ?? []).filter((f) => f.required);
  return { type, ...Object.fromEntries(needed.map((f) => [f.name, f.kind === 'words' ? [] : ''])) };
};

function Trigger({ n, trigger }: { n: number; trigger: Fields }) {
  const { t } = useTranslation('flows');
  const names = useNames();
  const { draft, may } = useEditor();
  const type = String(trigger.type ?? '');
  const set = (name: string, value: Json | undefined) =>
    draft.edit({ do: 'flow', path: ['triggers', n, name], value }, `trigger:${n}:${name}`);
  return (
    <fieldset className={classes.trigger}>
      <legend className="only-read-aloud">{names.trigger(type)}</legend>
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" fw={550}>
            {names.trigger(type)}
          </Text>
          <ActionIcon
            variant="subtle"
            color="bad"
            aria-label={t('form.remove', { what: names.trigger(type) })}
            disabled={!may}
            onClick={() => draft.edit({ do: 'flow', path: ['triggers', n], value: undefined })}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </Group>
        {(triggers.get(type)?.fields ?? []).map((spec) => (
          <Field
            key={spec.name}
            of={type}
            spec={spec}
            value={trigger[spec.name]}
            onChange={(value) => set(spec.name, value)}
            onDone={draft.settle}
            disabled={!may}
          />
        ))}
        <Switch
          label={t('trigger_form.interrupts')}
          checked={trigger.interrupts === true}
          onChange={(e) => set('interrupts', e.currentTarget.checked || undefined)}
          disabled={!may}
        />
        <NumberInput
          label={t('trigger_form.priority')}
          value={typeof trigger.priority === 'number' ? trigger.priority : ''}
          onChange={(v) => set('priority', v === '' ? undefined : Math.trunc(Number(v)))}
          allowDecimal={false}
          hideControls
          disabled={!may}
          size="sm"
        />
      </Stack>
    </fieldset>
  );
}

/** What begins the flow. Without any, every message does. */
export function Triggers() {
  const { t } = useTranslation('flows');
  const names = useNames();
  const { graph, draft, may } = useEditor();
  const list = Array.isArray(graph.triggers) ? graph.triggers : [];
  return (
    <Stack gap="sm">
      {list.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('trigger_form.none')}
        </Text>
      )}
      {list.map((trigger, n) => (
        <Trigger key={n} n={n} trigger={trigger} />
      ))}
      <Select
        aria-label={t('trigger_form.add')}
        placeholder={t('trigger_form.add')}
        data={[...triggers.keys()].map((type) => ({ value: type, label: names.trigger(type) }))}
        value={null}
        onChange={(type) =>
          type && draft.edit({ do: 'flow', path: ['triggers'], value: [...list, fresh(type)] })
        }
        disabled={!may}
      />
    </Stack>
  );
}
