import { useTranslation } from 'react-i18next';
import shared from '../inbox.module.css';
import type { Canned } from '../types';
import classes from './composer.module.css';

/** The answers that match what is typed after `/`. The field keeps the focus: arrows and Enter choose. */
export function CannedMenu({
  items,
  active,
  onPick,
  onManage,
}: {
  items: readonly Canned[];
  active: number;
  onPick: (one: Canned) => void;
  onManage: () => void;
}) {
  const { t } = useTranslation('inbox');
  return (
    <div className={classes.canned}>
      <div id="canned" role="listbox" aria-label={t('canned.label')}>
        {items.map((c, i) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field above has the focus and names the active one
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field's own keys choose
          <div
            key={c.id}
            id={`canned-${c.id}`}
            role="option"
            aria-selected={i === active}
            className={classes.cannedOne}
            onMouseDown={(e) => e.preventDefault()}
            onClick={() => onPick(c)}
          >
            <span className="mono">/{c.shortcut}</span>
            <span className={classes.cannedText} dir="auto">
              {c.text}
            </span>
          </div>
        ))}
      </div>
      {items.length === 0 && <div className={shared.small}>{t('canned.none')}</div>}
      <button type="button" className={classes.cannedManage} onClick={onManage}>
        {t('canned.manage')}
      </button>
    </div>
  );
}
