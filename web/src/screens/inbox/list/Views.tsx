import { useTranslation } from 'react-i18next';
import { useLive } from '../../../live/hooks';
import { useFormat } from '../../../ui/format';
import type { Count } from '../types';
import { type View, views } from '../views';
import classes from './list.module.css';

/** The lists one can look at, each with how many are in it now. */
export function Views({ value, onChange }: { value: View; onChange: (view: View) => void }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const counts = useLive<Count>('counts');
  return (
    <fieldset className={classes.views}>
      <legend className="only-read-aloud">{t('views.label')}</legend>
      {views.map((view) => {
        const count = counts.rows.get(view);
        return (
          <button
            type="button"
            key={view}
            className={classes.view}
            aria-pressed={view === value}
            onClick={() => onChange(view)}
          >
            {t(`views.${view}`)}
            {count && view !== 'closed' && count.count > 0 && (
              <span className={classes.viewCount}>
                {format.number(count.count)}
                {count.more && '+'}
              </span>
            )}
          </button>
        );
      })}
    </fieldset>
  );
}
