import { ActionIcon, Button, Group, Modal, Select, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconDeviceFloppy, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { useConfirm } from '../../ui/confirm';
import { ProblemNote } from '../../ui/ProblemNote';
import { segmentsQuery } from './query';
import type { Conditions, Segment } from './types';

function SaveSegment({
  conditions,
  onClose,
  onSaved,
}: {
  conditions: Conditions;
  onClose: () => void;
  onSaved: (s: Segment) => void;
}) {
  const { t } = useTranslation('contacts');
  const { t: shell } = useTranslation();
  const [name, setName] = useState('');
  const save = useAct(
    async () =>
      (await ask(
        api.POST('/api/v1/segments', { body: { name: name.trim(), conditions } as never }),
      )) as Segment,
    { renews: [segmentsQuery.queryKey as unknown as unknown[]], done: t('segment.saved'), quiet: true },
  );
  const problem = save.error ? problemOf(save.error) : null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('segment.save')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined, { onSuccess: onSaved });
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{t('segment.what')}</Text>
          {problem && !problem.of('name') && <ProblemNote error={problem} />}
          <TextInput
            label={t('segment.name')}
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
            error={problem?.of('name')}
            maxLength={100}
            data-autofocus
            required
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" disabled={!name.trim()} loading={save.isPending}>
              {shell('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Sets of conditions with a name. */
export function Segments({
  conditions,
  segment,
  onSegment,
}: {
  conditions: Conditions;
  segment: number | undefined;
  onSegment: (id: number | undefined) => void;
}) {
  const { t } = useTranslation('contacts');
  const may = useMay('contacts:write');
  const { ask: confirm, dialog } = useConfirm();
  const [saving, setSaving] = useState(false);
  const list = useQuery(segmentsQuery).data ?? [];
  const one = list.find((s) => s.id === segment);
  const remove = useAct(
    (id: number) => ask(api.DELETE('/api/v1/segments/{id}', { params: { path: { id: String(id) } } })),
    { renews: [segmentsQuery.queryKey as unknown as unknown[]], done: t('segment.removed') },
  );
  return (
    <Group gap="xs" wrap="nowrap">
      {list.length > 0 && (
        <Select
          aria-label={t('segment.choose')}
          placeholder={t('segment.choose')}
          size="xs"
          clearable
          searchable
          data={list.map((s) => ({ value: String(s.id), label: s.name }))}
          value={segment === undefined ? null : String(segment)}
          onChange={(v) => onSegment(v === null ? undefined : Number(v))}
        />
      )}
      {may && segment === undefined && Object.keys(conditions).length > 0 && (
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={15} />}
          onClick={() => setSaving(true)}
        >
          {t('segment.save')}
        </Button>
      )}
      {may && one && (
        <Tooltip label={t('segment.remove')}>
          <ActionIcon
            variant="subtle"
            color="bad"
            aria-label={t('segment.remove')}
            onClick={() =>
              confirm({
                title: t('segment.remove_title', { name: one.name }),
                text: t('segment.remove_text'),
                act: t('segment.remove'),
                danger: true,
                run: () => remove.mutate(one.id, { onSuccess: () => onSegment(undefined) }),
              })
            }
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      {saving && (
        <SaveSegment
          conditions={conditions}
          onClose={() => setSaving(false)}
          onSaved={(s) => {
            setSaving(false);
            onSegment(s.id);
          }}
        />
      )}
      {dialog}
    </Group>
  );
}
