import { useTranslation } from 'react-i18next';
import { useLive } from '../live/hooks';
import classes from './RailBadge.module.css';

/** How many wait behind an entry of the rail; nothing when none do. `of`: a key of topic `counts`. */
export function RailBadge({ of }: { of: string }) {
  const { t } = useTranslation();
  const row = useLive<{ count: number; more?: boolean }>('counts').rows.get(of);
  if (!row || row.count === 0) return null;
  return (
    <span className={classes.badge}>
      {row.count}
      {row.more && '+'}
      <span className="only-read-aloud"> {t('nav.waiting')}</span>
    </span>
  );
}
