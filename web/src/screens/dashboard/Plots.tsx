import { useTranslation } from 'react-i18next';
import {
  Area,
  AreaChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormat } from '../../ui/format';
import type { Series } from './types';

const axis = { stroke: 'var(--line-strong)', tick: { fill: 'var(--ink-2)', fontSize: 12 } };
const tip = {
  contentStyle: {
    background: 'var(--raised)',
    border: '1px solid var(--line)',
    borderRadius: 6,
    color: 'var(--ink)',
    fontSize: 13,
  },
};

function useDay(step: Series['step']) {
  const { i18n } = useTranslation();
  const form = new Intl.DateTimeFormat(
    i18n.language,
    step === 'hour' ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' },
  );
  return (at: unknown) => form.format(new Date(String(at)));
}

/** Who spoke, how much: customers, the bot, people, one upon the other. */
export function Volumes({ series }: { series: Series }) {
  const { t } = useTranslation('dashboard');
  const day = useDay(series.step);
  const voices = [
    { key: 'inbound', stroke: 'var(--customer)' },
    { key: 'bot', stroke: 'var(--bot)' },
    { key: 'human', stroke: 'var(--person)' },
  ];
  return (
    <ResponsiveContainer>
      <AreaChart data={series.points}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="at" tickFormatter={day} {...axis} minTickGap={24} />
        <YAxis allowDecimals={false} width={40} {...axis} />
        <Tooltip {...tip} labelFormatter={day} />
        <Legend wrapperStyle={{ fontSize: 13 }} />
        {voices.map(({ key, stroke }) => (
          <Area
            key={key}
            dataKey={key}
            name={t(`voice.${key}`)}
            stackId="all"
            stroke={stroke}
            fill={stroke}
            fillOpacity={0.25}
            isAnimationActive={false}
          />
        ))}
      </AreaChart>
    </ResponsiveContainer>
  );
}

/** How long customers waited for the first answer. */
export function Response({ series }: { series: Series }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const day = useDay(series.step);
  const seconds = series.points.map((p) => ({
    at: p.at,
    s: p.first_response_p50_ms === null ? null : p.first_response_p50_ms / 1000,
  }));
  return (
    <ResponsiveContainer>
      <LineChart data={seconds}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="at" tickFormatter={day} {...axis} minTickGap={24} />
        <YAxis width={48} {...axis} tickFormatter={(s) => format.number(Number(s), 1)} unit=" s" />
        <Tooltip {...tip} labelFormatter={day} formatter={(s) => `${format.number(Number(s), 1)} s`} />
        <Line
          dataKey="s"
          name={t('response')}
          stroke="var(--bot)"
          strokeWidth={2}
          connectNulls
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
