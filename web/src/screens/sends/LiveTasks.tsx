import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { Loaded } from '../../ui/states';
import { Tasks } from './Tasks';
import type { Task } from './types';

const open = ['STARTED', 'RETRY', 'PENDING'] as const;

/** What is on its way now: being sent, to be tried again, waiting for its turn. Looked at every two seconds. */
export function LiveTasks({ selected, onOpen }: { selected: string | null; onOpen: (task: Task) => void }) {
  const { t } = useTranslation('sends');
  const query = useQuery({
    queryKey: ['tasks', 'live'],
    queryFn: async () => {
      const pages = await Promise.all(
        open.map((state) => ask(api.GET('/api/v1/tasks', { params: { query: { state, limit: 100 } } }))),
      );
      return pages.flatMap((p) => (p.items ?? []) as Task[]);
    },
    refetchInterval: 2000,
  });
  return (
    <Loaded query={query}>
      {(tasks) => <Tasks tasks={tasks} selected={selected} onOpen={onOpen} empty={t('none_live')} />}
    </Loaded>
  );
}
