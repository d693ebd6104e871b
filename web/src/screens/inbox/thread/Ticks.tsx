import { IconAlertCircle, IconCheck, IconChecks, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MessageStatus } from '../types';
import classes from './thread.module.css';

const icons = {
  queued: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  played: IconChecks,
  failed: IconAlertCircle,
};

/** How far a message of ours has come. */
export function Ticks({ status }: { status: MessageStatus }) {
  const { t } = useTranslation('inbox');
  const Icon = icons[status];
  const words = t(`status.${status}`);
  return (
    <span className={classes.ticks} data-status={status} title={words}>
      <Icon size={15} role="img" aria-label={words} />
    </span>
  );
}
