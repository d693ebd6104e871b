import { Button, Group, TagsInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { told, useAct } from '../../ui/act';
import { contactsKey } from './query';
import type { Contact } from './types';

/** What the tags of a contact become; null: they are that already. */
export function retagged(tags: readonly string[], change: readonly string[], add: boolean): string[] | null {
  const rest = tags.filter((tag) => !change.includes(tag));
  const next = add ? [...new Set([...tags, ...change])] : rest;
  return next.length === tags.length ? null : next;
}

/** Tags for all that are chosen. */
export function BulkBar({ chosen, onDone }: { chosen: readonly Contact[]; onDone: () => void }) {
  const { t } = useTranslation('contacts');
  const [tags, setTags] = useState<string[]>([]);
  const [at, setAt] = useState(0);
  const act = useAct(
    async (add: boolean) => {
      let changed = 0;
      for (const [i, one] of chosen.entries()) {
        setAt(i);
        const next = retagged(one.tags, tags, add);
        if (!next) continue;
        await ask(
          api.PATCH('/api/v1/contacts/{id}', { params: { path: { id: one.id } }, body: { tags: next } }),
        );
        changed += 1;
      }
      return changed;
    },
    { renews: [contactsKey], what: t('bulk.failed') },
  );
  const run = (add: boolean) => () =>
    act.mutate(add, {
      onSuccess: (changed) => {
        told(t('bulk.done', { count: changed }));
        setTags([]);
        onDone();
      },
    });
  const idle = tags.length > 0 && !act.isPending;
  return (
    <Group gap="sm" p="sm" bg="var(--bot-soft)" role="region" aria-label={t('bulk.label')}>
      <Text size="sm" fw={550} aria-live="polite">
        {act.isPending
          ? t('bulk.at', { at: at + 1, of: chosen.length })
          : t('bulk.chosen', { count: chosen.length })}
      </Text>
      <TagsInput
        aria-label={t('bulk.tags')}
        placeholder={t('bulk.tags')}
        size="xs"
        miw={220}
        value={tags}
        onChange={setTags}
        maxTags={20}
      />
      <Button onClick={run(true)} disabled={!idle}>
        {t('bulk.add')}
      </Button>
      <Button variant="default" onClick={run(false)} disabled={!idle}>
        {t('bulk.remove')}
      </Button>
      <Button variant="subtle" onClick={onDone}>
        {t('bulk.none')}
      </Button>
    </Group>
  );
}
