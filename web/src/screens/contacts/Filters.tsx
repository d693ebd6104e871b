import { Button, Group, NumberInput, Popover, Select, Stack, TagsInput, Textarea } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readPairs, writePairs } from '../../ui/phone/pairs';
import { clean, countOf } from './conditions';
import { type Conditions, type Consent, consents } from './types';

function Form({ conditions, onUse }: { conditions: Conditions; onUse: (c: Conditions) => void }) {
  const { t } = useTranslation('contacts');
  const [draft, setDraft] = useState(conditions);
  const [pairs, setPairs] = useState(writePairs(conditions.attributes ?? {}));
  const set = (change: Conditions) => setDraft({ ...draft, ...change });
  const days = (name: 'heard_within_days' | 'silent_for_days') => (
    <NumberInput
      label={t(`filter.${name}`)}
      value={draft[name] ?? ''}
      onChange={(v) => set({ [name]: v === '' ? undefined : Number(v) })}
      min={1}
      max={3650}
      allowDecimal={false}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onUse(clean({ ...draft, attributes: readPairs(pairs) }));
      }}
    >
      <Stack gap="sm" w={340}>
        <TagsInput
          label={t('filter.tags')}
          value={draft.tags ?? []}
          onChange={(tags) => set({ tags })}
          maxTags={20}
        />
        <TagsInput
          label={t('filter.not_tags')}
          value={draft.not_tags ?? []}
          onChange={(not_tags) => set({ not_tags })}
          maxTags={20}
        />
        <Textarea
          label={t('filter.attributes')}
          description={t('filter.attributes_hint')}
          autosize
          minRows={2}
          value={pairs}
          onChange={(e) => setPairs(e.currentTarget.value)}
          classNames={{ input: 'mono' }}
        />
        <Select
          label={t('field.consent')}
          clearable
          data={consents.map((value) => ({ value, label: t(`consent.${value}`) }))}
          value={draft.consent ?? null}
          onChange={(v) => set({ consent: (v as Consent | null) ?? undefined })}
          comboboxProps={{ withinPortal: false }}
        />
        <Group grow align="flex-end">
          {days('heard_within_days')}
          {days('silent_for_days')}
        </Group>
        <Group justify="space-between">
          <Button variant="subtle" onClick={() => onUse(clean({ search: conditions.search }))}>
            {t('filter.none')}
          </Button>
          <Button type="submit">{t('filter.use')}</Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Builds the conditions; all of them must hold. */
export function Filters({ conditions, onUse }: { conditions: Conditions; onUse: (c: Conditions) => void }) {
  const { t } = useTranslation('contacts');
  const [open, setOpen] = useState(false);
  const count = countOf(conditions);
  return (
    <Popover opened={open} onChange={setOpen} trapFocus withRoles position="bottom-start" shadow="md">
      <Popover.Target>
        <Button
          variant={count > 0 ? 'light' : 'default'}
          leftSection={<IconFilter size={15} />}
          onClick={() => setOpen(!open)}
        >
          {count > 0 ? t('filter.count', { count }) : t('filter.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter.title')}>
        <Form
          conditions={conditions}
          onUse={(c) => {
            setOpen(false);
            onUse(c);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
