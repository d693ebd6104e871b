import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { problemOf } from '../../api/problem';
import type { components } from '../../api/schema';
import { useAddress } from '../../ui/address';
import { Bars } from './Bars';
import { Chart } from './Chart';

type Head = components['schemas']['flow_head'];

/** How many came to each step of a flow: of the chosen one, the first live one when none is. */
export function Funnel() {
  const { t } = useTranslation('dashboard');
  const [address, go] = useAddress();
  const flows = useQuery({
    queryKey: ['flows', 'heads'],
    queryFn: async () =>
      ((await ask(api.GET('/api/v1/flows', { params: { query: { view: 'drafts', limit: 100 } } }))).items ??
        []) as Head[],
  });
  const published = (flows.data ?? []).filter((f) => f.newest > 0);
  const chosen =
    published.find((f) => String(f.id) === address.flow) ?? published.find((f) => f.live) ?? published[0];
  const funnel = useQuery({
    queryKey: ['flows', chosen?.id, 'funnel'],
    queryFn: () =>
      ask(api.GET('/api/v1/flows/{id}/funnel', { params: { path: { id: String(chosen?.id) } } })),
    enabled: chosen !== undefined,
  });
  const steps = (funnel.data?.steps ?? []).map((s) => ({
    id: s.id ?? '',
    entered: s.entered ?? 0,
    waiting: s.waiting ?? 0,
  }));
  const shown = [...steps].sort((a, b) => b.entered - a.entered);
  const error = funnel.error ?? flows.error;
  const empty = error
    ? problemOf(error).message || t('no_answer')
    : flows.isPending || (chosen && funnel.isPending)
      ? '…'
      : published.length === 0
        ? t('no_flows')
        : steps.every((s) => s.entered === 0)
          ? t('no_runs')
          : null;
  return (
    <Chart
      title={t('chart.funnel')}
      name="embudo"
      empty={empty}
      rows={[
        [t('column.step'), t('column.entered'), t('column.waiting')],
        ...shown.map((s) => [s.id, s.entered, s.waiting]),
      ]}
      actions={
        <Select
          size="xs"
          aria-label={t('flow')}
          data={published.map((f) => ({ value: String(f.id), label: f.name }))}
          value={chosen ? String(chosen.id) : null}
          onChange={(id) => go({ flow: id ?? '' })}
        />
      }
    >
      <Bars bars={shown.slice(0, 12).map((s) => ({ key: s.id, name: s.id, count: s.entered }))} />
    </Chart>
  );
}
