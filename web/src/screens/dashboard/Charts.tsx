import { useTranslation } from 'react-i18next';
import { Bars } from './Bars';
import { Chart } from './Chart';
import classes from './Dashboard.module.css';
import { Response, Volumes } from './lazyPlots';
import type { Behind, Overview, Series } from './types';

/** The course of the range, and why conversations went to people or messages did not arrive. */
export function Charts({
  overview,
  series,
  onOpen,
}: {
  overview: Overview;
  series: Series;
  onOpen: (behind: Behind) => void;
}) {
  const { t } = useTranslation('dashboard');
  const { points } = series;
  const quiet = points.every((p) => p.inbound + p.bot + p.human === 0);
  const unanswered = points.every((p) => p.first_response_p50_ms === null);
  const reasonOf = (reason: string) => reason || t('no_reason');
  return (
    <>
      <Chart
        title={t('chart.volume')}
        name="volumen"
        empty={quiet ? t('no_messages') : null}
        rows={[
          [t('column.at'), t('voice.inbound'), t('voice.bot'), t('voice.human'), t('column.failed')],
          ...points.map((p) => [p.at, p.inbound, p.bot, p.human, p.failed]),
        ]}
      >
        <div className={classes.plot}>
          <Volumes series={series} />
        </div>
      </Chart>
      <Chart
        title={t('chart.response')}
        name="respuesta"
        empty={unanswered ? t('no_responses') : null}
        rows={[[t('column.at'), t('column.p50_ms')], ...points.map((p) => [p.at, p.first_response_p50_ms])]}
      >
        <div className={classes.plot}>
          <Response series={series} />
        </div>
      </Chart>
      <Chart
        title={t('chart.handoffs')}
        name="derivaciones"
        empty={overview.handoffs.length === 0 ? t('no_handoffs') : null}
        rows={[
          [t('column.reason'), t('column.count')],
          ...overview.handoffs.map((h) => [reasonOf(h.reason), h.count]),
        ]}
      >
        <Bars
          tone="person"
          bars={overview.handoffs.slice(0, 10).map(({ reason, count }) => ({
            key: reason,
            name: reasonOf(reason),
            count,
            onOpen: () => onOpen({ figure: 'handed_over', reason, title: reasonOf(reason) }),
          }))}
        />
      </Chart>
      <Chart
        title={t('chart.failures')}
        name="fallos"
        empty={overview.failures.by_code.length === 0 ? t('no_failures') : null}
        rows={[
          [t('column.code'), t('column.text'), t('column.count')],
          ...overview.failures.by_code.map((f) => [f.code, f.text, f.count]),
        ]}
      >
        <Bars
          tone="bad"
          bars={overview.failures.by_code.slice(0, 10).map(({ code, text, count }) => ({
            key: String(code),
            name: `${code} ${text}`,
            count,
            onOpen: () => onOpen({ figure: 'failed', code, title: `${code} ${text}` }),
          }))}
        />
      </Chart>
    </>
  );
}
