import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import classes from './Sends.module.css';
import { states } from './types';
import { useStats } from './useStats';

/** How many sends are in which state: of the last day, and of the last minute. */
export function Figures() {
  const { t } = useTranslation('sends');
  const format = useFormat();
  const { data } = useStats();
  return (
    <dl className={classes.figures} aria-label={t('last_day')}>
      {states.map((state) => (
        <div key={state}>
          <dt>{t(`status.${state}`)}</dt>
          <dd>
            {data ? format.number(data.counts[state] ?? 0) : '…'}{' '}
            <small>{data && t('minute', { n: format.number(data.last_minute[state] ?? 0) })}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
