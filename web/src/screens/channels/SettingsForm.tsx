import {
  Button,
  Group,
  NumberInput,
  SimpleGrid,
  Stack,
  Switch,
  TagsInput,
  TextInput,
  Title,
} from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { FormProblem, hintOf } from '../../ui/FormProblem';
import classes from './channels.module.css';
import { NumberRules } from './NumberRules';
import { channelsKey } from './queries';
import { changeOf, draftOf, type SettingsDraft } from './settings';
import type { Channel } from './types';

const shown = [
  'phone_number',
  'account_id',
  'group_quiet_ms',
  'group_max_ms',
  'settings.number_rate',
  'settings.retry.attempts_max',
  'settings.retry.base_ms',
  'settings.retry.factor',
  'settings.outside_window',
  'settings.opt_out_words',
  'settings.opt_in_words',
];

export function SettingsForm({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const { t: shell } = useTranslation();
  const may = useMay('channels:write');
  const [draft, setDraft] = useState<SettingsDraft>(() => draftOf(channel));
  const act = useAct(
    () =>
      ask(
        api.PATCH('/api/v1/channels/{key}', {
          params: { path: { key: channel.key } },
          body: changeOf(draft, channel),
        }),
      ),
    { renews: [channelsKey], done: t('saved'), quiet: true },
  );
  const set = (change: Partial<SettingsDraft>) => setDraft((before) => ({ ...before, ...change }));
  const hint = (field: string) => hintOf(act.error, field);
  const numeric = (name: keyof SettingsDraft, field: string, extra: object = {}) => ({
    label: t(`settings.${name}`),
    description: t(`settings.${name}_hint`),
    value: draft[name] as number | string,
    onChange: (value: number | string) => set({ [name]: value }),
    error: hint(field),
    disabled: !may,
    ...extra,
  });
  const words = (name: 'opt_out_words' | 'opt_in_words') => ({
    label: t(`settings.${name}`),
    description: t(`settings.${name}_hint`),
    value: draft[name],
    onChange: (value: string[]) => set({ [name]: value }),
    error: hint(`settings.${name}`),
    disabled: !may,
    maxTags: 50,
  });
  const text = (name: 'phone_number' | 'account_id' | 'template' | 'template_language', field: string) => ({
    label: t(`settings.${name}`),
    value: draft[name],
    onChange: (e: React.ChangeEvent<HTMLInputElement>) => set({ [name]: e.currentTarget.value }),
    error: hint(field),
    disabled: !may,
  });
  const toggle = (name: 'coexistence' | 'mark_read' | 'typing') => (
    <Switch
      label={t(`settings.${name}`)}
      description={t(`settings.${name}_hint`)}
      checked={draft[name]}
      onChange={(e) => set({ [name]: e.currentTarget.checked })}
      disabled={!may}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined);
      }}
    >
      <section className={classes.part}>
        <Title order={2} mb="sm">
          {t('settings.number_title')}
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput {...text('phone_number', 'phone_number')} />
          <TextInput {...text('account_id', 'account_id')} />
        </SimpleGrid>
      </section>
      <section className={classes.part}>
        <Title order={2} mb="sm">
          {t('settings.grouping_title')}
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NumberInput
            {...numeric('group_quiet_ms', 'group_quiet_ms', { min: 0, max: 60000, suffix: ' ms' })}
          />
          <NumberInput {...numeric('group_max_ms', 'group_max_ms', { min: 0, max: 60000, suffix: ' ms' })} />
        </SimpleGrid>
        <Stack mt="md" gap="sm">
          {toggle('mark_read')}
          {toggle('typing')}
        </Stack>
      </section>
      <section className={classes.part}>
        <Title order={2} mb="sm">
          {t('settings.sending_title')}
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NumberInput {...numeric('number_rate', 'settings.number_rate', { max: 1000 })} />
          <NumberInput {...numeric('attempts_max', 'settings.retry.attempts_max', { min: 1, max: 20 })} />
          <NumberInput {...numeric('base_ms', 'settings.retry.base_ms', { min: 100, suffix: ' ms' })} />
          <NumberInput {...numeric('factor', 'settings.retry.factor', { min: 1, max: 10 })} />
        </SimpleGrid>
        {channel.type === 'meta' && <Stack mt="md">{toggle('coexistence')}</Stack>}
      </section>
      <section className={classes.part}>
        <Title order={2} mb="sm">
          {t('settings.window_title')}
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            {...text('template', 'settings.outside_window')}
            description={t('settings.template_hint')}
          />
          <TextInput
            {...text('template_language', 'settings.outside_window')}
            description={t('settings.template_language_hint')}
          />
        </SimpleGrid>
      </section>
      <section className={classes.part}>
        <Stack gap="md">
          <Title order={2}>{t('settings.words_title')}</Title>
          <TagsInput {...words('opt_out_words')} />
          <TagsInput {...words('opt_in_words')} />
        </Stack>
      </section>
      <section className={classes.part}>
        <Title order={2} mb="sm">
          {t('settings.number_rules')}
        </Title>
        <NumberRules
          rules={draft.number_rules}
          disabled={!may}
          onChange={(number_rules) => set({ number_rules })}
        />
      </section>
      <Stack className={classes.part} mt="lg" gap="sm">
        <FormProblem error={act.error} fields={shown} />
        <Group>
          <Button
            type="submit"
            loading={act.isPending}
            disabled={!may}
            title={may ? undefined : t('may_not')}
          >
            {shell('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
