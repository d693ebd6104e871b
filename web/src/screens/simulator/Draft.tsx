import { Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { SimulatorPhone } from '../../ui/phone/SimulatorPhone';
import { Empty, Loaded } from '../../ui/states';
import classes from './Simulator.module.css';

type Head = { id: number; name: string };

/** Talks with a flow as it is written, published or not. Nothing of it is kept. */
export function Draft({ flow, onFlow }: { flow: number | null; onFlow: (id: number) => void }) {
  const { t } = useTranslation('simulator');
  const flows = useQuery({
    queryKey: ['flows', 'drafts', 'first'],
    queryFn: async () => {
      const answer = await ask(
        api.GET('/api/v1/flows', { params: { query: { view: 'drafts', limit: 100 } as never } }),
      );
      return (answer.items ?? []) as Head[];
    },
  });
  return (
    <Loaded query={flows}>
      {(list) => {
        const one = list.find((f) => f.id === flow) ?? list[0];
        if (!one) return <Empty title={t('no_flow')}>{t('no_flow_hint')}</Empty>;
        return (
          <Stack className={classes.draft} gap="md">
            <Select
              label={t('flow')}
              data={list.map((f) => ({ value: String(f.id), label: f.name }))}
              value={String(one.id)}
              onChange={(v) => v && onFlow(Number(v))}
              searchable
              maw={330}
            />
            <DraftPhone key={one.id} flow={one.id} />
          </Stack>
        );
      }}
    </Loaded>
  );
}

function DraftPhone({ flow }: { flow: number }) {
  const draft = useQuery({
    queryKey: ['flow', flow, 'draft'],
    queryFn: async () => {
      const answer = await ask(api.GET('/api/v1/flows/{id}', { params: { path: { id: String(flow) } } }));
      return { graph: answer.draft?.graph ?? answer.graph };
    },
  });
  return (
    <Loaded query={draft}>
      {({ graph }) => <SimulatorPhone flowId={flow} graph={graph ?? undefined} />}
    </Loaded>
  );
}
