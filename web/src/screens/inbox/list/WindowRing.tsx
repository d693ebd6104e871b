import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../../live/hooks';
import { useFormat } from '../../../ui/format';
import type { Conversation } from '../types';
import { titleOf } from '../useDesk';
import classes from './list.module.css';

const whole_ms = 24 * 3_600_000;
const radius = 17;
const round = 2 * Math.PI * radius;

const initials = (name: string) =>
  name
    .split(' ')
    .filter((w) => /^\p{L}/u.test(w))
    .slice(0, 2)
    .map((w) => [...w][0]?.toUpperCase())
    .join('') || '#';

/** The contact's initials in a thin ring: how much is left of the 24 hours in which WhatsApp takes free texts. */
export function WindowRing({ of }: { of: Conversation }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const now = useServerNow(30_000);
  const left = of.window_until ? Date.parse(of.window_until) - now : 0;
  const share = Math.max(0, Math.min(1, left / whole_ms));
  const words =
    of.window_until === undefined
      ? t('window.none')
      : left > 0
        ? t('window.left', { left: format.left(left) })
        : t('window.closed');
  return (
    <Tooltip label={words}>
      <svg className={classes.ring} width="36" height="36" viewBox="0 0 36 36" role="img" aria-label={words}>
        <circle cx="18" cy="18" r={radius} className={classes.ringGround} />
        {of.window_until !== undefined && share > 0 && (
          <circle
            cx="18"
            cy="18"
            r={radius}
            className={classes.ringLeft}
            data-low={left < 3_600_000 || undefined}
            strokeDasharray={`${share * round} ${round}`}
            transform="rotate(-90 18 18)"
          />
        )}
        <text x="18" y="18" className={classes.ringText}>
          {initials(titleOf(of))}
        </text>
      </svg>
    </Tooltip>
  );
}
