import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context';
import type { Fields, Step } from '../model/graph';
import { steps } from '../model/schema';
import { intentsOf } from '../model/steps';
import { useNames } from '../names';
import { Field } from './Field';

/** Intents and their keywords. Older flows write `map.intent` a field each; once changed they become one table. */
export function IntentForm({ id, step }: { id: string; step: Step }) {
  const { t } = useTranslation('flows');
  const names = useNames();
  const { draft, may } = useEditor();
  const fields = step.fields ?? {};
  const rows = Object.entries(intentsOf(fields));
  const put = (next: [string, string][], about: string) => {
    const others = Object.fromEntries(
      Object.entries(fields).filter(([name]) => name !== 'map' && !name.startsWith('map.')),
    ) as Fields;
    draft.edit({ do: 'fields', id, fields: { ...others, map: Object.fromEntries(next) } }, about);
  };
  const order = steps.get('intent')?.fields.find((f) => f.name === 'order');
  return (
    <Stack gap="sm">
      <Input.Wrapper
        label={names.field('intent', 'map')}
        labelElement="div"
        description={names.hint('intent', 'map')}
        size="sm"
      >
        <Stack gap={4} mt={4}>
          {rows.map(([name, words], i) => (
            <Group key={i} gap={4} wrap="nowrap">
              <TextInput
                aria-label={t('form.intent')}
                value={name}
                w={104}
                disabled={!may}
                onChange={(e) => {
                  const to = e.currentTarget.value;
                  if (!rows.some(([n], j) => n === to && j !== i))
                    put(
                      rows.map((r, j) => (j === i ? [to, r[1]] : r)),
                      `intent:${id}:${i}`,
                    );
                }}
                onBlur={draft.settle}
              />
              <TextInput
                aria-label={t('form.keywords', { intent: name })}
                value={words}
                flex={1}
                disabled={!may}
                onChange={(e) => {
                  const to = e.currentTarget.value;
                  put(
                    rows.map((r, j) => (j === i ? [r[0], to] : r)),
                    `words:${id}:${i}`,
                  );
                }}
                onBlur={draft.settle}
              />
              <ActionIcon
                variant="subtle"
                color="bad"
                aria-label={t('form.remove', { what: name })}
                disabled={!may}
                onClick={() =>
                  put(
                    rows.filter((_, j) => j !== i),
                    `remove:${id}:${rows.length}`,
                  )
                }
              >
                <IconTrash size={15} />
              </ActionIcon>
            </Group>
          ))}
          <Button
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            justify="flex-start"
            disabled={!may}
            onClick={() => put([...rows, [`intencion_${rows.length + 1}`, '']], `add:${id}:${rows.length}`)}
          >
            {t('form.add_intent')}
          </Button>
        </Stack>
      </Input.Wrapper>
      {order && (
        <Field
          of="intent"
          spec={order}
          value={fields.order}
          onChange={(value) => draft.edit({ do: 'field', id, path: ['order'], value })}
          disabled={!may}
        />
      )}
    </Stack>
  );
}
