import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { Facts } from '../../ui/Facts';
import { useFormat } from '../../ui/format';
import { SidePanel } from '../../ui/SidePanel';
import { Loaded } from '../../ui/states';
import type { Task } from './types';

/** What became of one send, looked at while it is on its way. */
export function TaskPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('sends');
  const format = useFormat();
  const query = useQuery({
    queryKey: ['tasks', 'one', id],
    queryFn: () => ask(api.GET('/api/v1/tasks/{id}', { params: { path: { id } } })) as Promise<Task>,
    refetchInterval: 2000,
  });
  return (
    <SidePanel title={id} onClose={onClose}>
      <Loaded query={query}>
        {(task) => (
          <Stack gap="md">
            <Facts
              items={[
                [t('column.status'), t(`status.${task.status}`)],
                [t('column.delivery'), t(`delivery.${task.delivery}`, { defaultValue: task.delivery })],
                [
                  t('column.to'),
                  <span key="t" className="mono">
                    {task.to}
                  </span>,
                ],
                [t('column.channel'), task.channel],
                [t('column.at'), format.moment(task.at)],
                [t('send_at'), task.send_at && format.moment(task.send_at)],
                [t('column.attempts'), format.number(task.attempts)],
                [t('column.next'), task.next_try_at && format.moment(task.next_try_at)],
                [t('provider_id'), task.provider_id && <span className="mono">{task.provider_id}</span>],
                [
                  t('column.error'),
                  task.error && (
                    <bdi key="e">{[task.error.code, task.error.text].filter(Boolean).join(' · ')}</bdi>
                  ),
                ],
              ]}
            />
            <Anchor component={Link} to={`/inbox/${task.conversation_id}`} size="sm">
              {t('open_conversation')}
            </Anchor>
          </Stack>
        )}
      </Loaded>
    </SidePanel>
  );
}
