import { Badge, Button, Group, Radio, Stack, Switch, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { FormProblem, hintOf } from '../../ui/FormProblem';
import { HoursEditor } from '../../ui/HoursEditor';
import classes from './agenda.module.css';
import { type ResourceDraft, resourcesKey, saveResource } from './server';
import { markOf, marks, type Resource } from './types';

function ResourceForm({ resource, onDone }: { resource?: Resource; onDone: () => void }) {
  const { t } = useTranslation('agenda');
  const { t: shell } = useTranslation();
  const may = useMay('agenda:write');
  const [draft, setDraft] = useState<ResourceDraft>(() => ({
    name: resource?.name ?? '',
    hours: resource?.hours ?? '',
    colour: resource?.colour ?? 0,
    active: resource?.active ?? true,
  }));
  const set = (change: Partial<ResourceDraft>) => setDraft((before) => ({ ...before, ...change }));
  const act = useAct(() => saveResource(draft, resource?.id), {
    renews: [resourcesKey],
    done: t('resource_saved'),
    quiet: true,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined, { onSuccess: onDone });
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('resource_name')}
          placeholder={t('resource_name_hint')}
          value={draft.name}
          onChange={(e) => set({ name: e.currentTarget.value })}
          error={hintOf(act.error, 'name')}
          maxLength={100}
          disabled={!may}
          required
        />
        <Radio.Group
          label={t('colour')}
          value={String(draft.colour)}
          onChange={(value) => set({ colour: Number(value) })}
        >
          <Group gap="sm" mt={6}>
            {marks.map((mark, at) => (
              <Radio
                key={mark}
                value={String(at)}
                size="xs"
                disabled={!may}
                aria-label={t('colour_n', { n: at + 1 })}
                label={<span className={classes.swatch} style={{ background: markOf(at) }} />}
              />
            ))}
          </Group>
        </Radio.Group>
        <HoursEditor
          value={draft.hours}
          onChange={(hours) => set({ hours })}
          error={hintOf(act.error, 'hours')}
          always={t('resource_always')}
          disabled={!may}
        />
        <Switch
          label={t('resource_active')}
          description={t('resource_active_hint')}
          checked={draft.active}
          onChange={(e) => set({ active: e.currentTarget.checked })}
          disabled={!may}
        />
        <FormProblem error={act.error} fields={['name', 'hours']} />
        <Group>
          <Button variant="default" onClick={onDone}>
            {shell('cancel')}
          </Button>
          <Button type="submit" loading={act.isPending} disabled={!may}>
            {shell('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Who and what can be booked. */
export function Resources({ resources }: { resources: Resource[] }) {
  const { t } = useTranslation('agenda');
  const may = useMay('agenda:write');
  const [editing, setEditing] = useState<Resource | 'new' | null>(
    resources.length === 0 && may ? 'new' : null,
  );
  if (editing)
    return (
      <ResourceForm
        key={editing === 'new' ? 'new' : editing.id}
        resource={editing === 'new' ? undefined : editing}
        onDone={() => setEditing(null)}
      />
    );
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('resources_hint')}
      </Text>
      <Stack gap={0}>
        {resources.map((r) => (
          <UnstyledButton key={r.id} className={classes.row} onClick={() => setEditing(r)}>
            <span className={classes.swatch} style={{ background: markOf(r.colour) }} aria-hidden="true" />
            <span className={classes.words}>
              <bdi className={classes.what}>{r.name}</bdi>
              <span className={classes.who}>{r.hours || t('resource_always')}</span>
            </span>
            {!r.active && <Badge color="customer">{t('resource_off')}</Badge>}
          </UnstyledButton>
        ))}
      </Stack>
      <Group>
        <Button leftSection={<IconPlus size={15} />} disabled={!may} onClick={() => setEditing('new')}>
          {t('resource_add')}
        </Button>
      </Group>
    </Stack>
  );
}
