import { useTranslation } from 'react-i18next';
import { useFormat } from '../format';

/** The play's clock, and what is left of the 24 hours in which free text arrives. */
export function WindowState({ clock, until }: { clock: string; until: number | null }) {
  const { t } = useTranslation('phone');
  const format = useFormat();
  const left = until === null ? null : until - Date.parse(clock);
  return (
    <span data-testid="play-clock">
      <time dateTime={clock}>{format.moment(clock)}</time>
      {' · '}
      {left === null
        ? t('window.never')
        : left > 0
          ? t('window.open', { left: format.left(left) })
          : t('window.closed')}
    </span>
  );
}
