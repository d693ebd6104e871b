import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useAct } from '../../ui/act';
import { ProblemNote } from '../../ui/ProblemNote';
import { contactsKey, useContacts } from './query';
import type { Contact } from './types';

const found_shown = 8;

/** Another contact that is the same person becomes part of this one. */
export function Merge({ into, onClose }: { into: Contact; onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const { t: shell } = useTranslation();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text, 250);
  const [from, setFrom] = useState('');
  const found = useContacts(search.trim() ? { search: search.trim() } : { search: into.name || into.phone });
  const people = (found.data?.pages[0]?.items ?? []).filter((p) => p.id !== into.id).slice(0, found_shown);
  const one = people.find((p) => p.id === from);
  const merge = useAct(
    () => ask(api.POST('/api/v1/contacts/{id}/merge', { params: { path: { id: into.id } }, body: { from } })),
    { renews: [contactsKey], done: t('merge.done'), quiet: true },
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('merge.title')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (one) merge.mutate(undefined, { onSuccess: onClose });
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{t('merge.what')}</Text>
          {merge.error && <ProblemNote error={merge.error} />}
          <TextInput
            label={t('list.search')}
            value={text}
            onChange={(e) => setText(e.currentTarget.value)}
            data-autofocus
          />
          <Radio.Group value={from} onChange={setFrom} aria-label={t('merge.other')}>
            <Stack gap="xs">
              {people.map((p) => (
                <Radio
                  key={p.id}
                  value={p.id}
                  label={`${p.name || t('nameless')} · ${p.phone || p.user_id}`}
                />
              ))}
            </Stack>
          </Radio.Group>
          {people.length === 0 && found.data && (
            <Text size="sm" c="dimmed">
              {t('merge.nobody')}
            </Text>
          )}
          {one && (
            <Text size="sm" fw={550}>
              {t('merge.effect', { from: one.name || one.phone, into: into.name || into.phone })}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" color="bad" disabled={!one} loading={merge.isPending}>
              {t('merge.act')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
