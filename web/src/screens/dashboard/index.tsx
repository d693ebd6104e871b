import { SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useLiveClient } from '../../live/hooks';
import { useAddress } from '../../ui/address';
import { useFormat } from '../../ui/format';
import { Screen } from '../../ui/Screen';
import { Loaded, Loading } from '../../ui/states';
import { BehindDrawer } from './BehindDrawer';
import { Charts } from './Charts';
import classes from './Dashboard.module.css';
import { Figures } from './Figures';
import { Funnel } from './Funnel';
import { presets, rangeOf } from './range';
import type { Behind } from './types';

/** How it went: figures of a range of time, each with the conversations behind it. */
export default function Dashboard() {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const live = useLiveClient();
  const [address, go] = useAddress();
  const [behind, setBehind] = useState<Behind | null>(null);
  const preset = presets.find((p) => p === address.range) ?? '7d';
  const range = useMemo(() => rangeOf(preset, live.now()), [preset, live]);
  const { from, to, step } = range;
  const overview = useQuery({
    queryKey: ['reports', 'overview', from, to],
    queryFn: () => ask(api.GET('/api/v1/reports/overview', { params: { query: { from, to } } })),
  });
  const series = useQuery({
    queryKey: ['reports', 'series', from, to, step],
    queryFn: () => ask(api.GET('/api/v1/reports/series', { params: { query: { from, to, step } } })),
  });
  return (
    <Screen
      title={t('title')}
      actions={
        <>
          <Text size="sm" c="dimmed" visibleFrom="sm">
            {format.date(from)} – {format.date(to)}
          </Text>
          <SegmentedControl
            size="xs"
            aria-label={t('range')}
            value={preset}
            onChange={(next) => go({ range: next === '7d' ? '' : next })}
            data={presets.map((p) => ({ value: p, label: t(`preset.${p}`) }))}
          />
        </>
      }
    >
      <Loaded query={overview} rows={4}>
        {(figures) => (
          <>
            <Figures overview={figures} onOpen={setBehind} />
            {!figures.complete && (
              <Text size="sm" mt="sm" role="status">
                {t('incomplete')}
              </Text>
            )}
            <div className={classes.charts}>
              <Loaded query={series} rows={6}>
                {(course) => (
                  <Suspense fallback={<Loading rows={6} />}>
                    <Charts overview={figures} series={course} onOpen={setBehind} />
                  </Suspense>
                )}
              </Loaded>
              <Funnel />
            </div>
          </>
        )}
      </Loaded>
      {behind && <BehindDrawer behind={behind} range={range} onClose={() => setBehind(null)} />}
    </Screen>
  );
}
