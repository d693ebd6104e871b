import { Group, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useAddress } from '../../ui/address';
import { More } from '../../ui/More';
import { type Page, usePages } from '../../ui/pages';
import { Loaded } from '../../ui/states';
import { Tasks } from './Tasks';
import { type State, states, type Task } from './types';

/** What became of everything that was sent, newest first. */
export function History({ selected, onOpen }: { selected: string | null; onOpen: (task: Task) => void }) {
  const { t } = useTranslation('sends');
  const [address, go] = useAddress();
  const state = states.find((s) => s === address.status);
  const wanted = (address.q ?? '').toLowerCase();
  const pages = usePages<Task>(
    ['tasks', 'history', state],
    (after) =>
      ask(api.GET('/api/v1/tasks', { params: { query: { state, limit: 100, after } } })) as Promise<
        Page<Task>
      >,
  );
  const matches = (task: Task) =>
    !wanted ||
    [task.to, task.task_id, task.channel, task.provider_id, task.error?.text ?? ''].some((text) =>
      text.toLowerCase().includes(wanted),
    );
  return (
    <>
      <Group px={20} py={8} gap="md">
        <TextInput
          value={address.q ?? ''}
          onChange={(e) => go({ q: e.currentTarget.value })}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          placeholder={t('search')}
          aria-label={t('search')}
          w={280}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('column.status')}
          value={state ?? ''}
          onChange={(next) => go({ status: next })}
          data={[
            { value: '', label: t('all') },
            ...states.map((s: State) => ({ value: s, label: t(`status.${s}`) })),
          ]}
        />
      </Group>
      <Loaded query={pages.query}>
        {(tasks) => (
          <Tasks
            tasks={tasks.filter(matches)}
            selected={selected}
            onOpen={onOpen}
            empty={t('none')}
            foot={<More pages={pages} />}
          />
        )}
      </Loaded>
    </>
  );
}
