import {
  IconCheck,
  IconCircleCheck,
  IconClock,
  IconUserOff,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './agenda.module.css';
import { colourOf, type Status } from './types';

const icons: Record<Status, TablerIcon> = {
  scheduled: IconClock,
  confirmed: IconCheck,
  attended: IconCircleCheck,
  missed: IconUserOff,
  cancelled: IconX,
};

export function StatusWord({ status }: { status: Status }) {
  const { t } = useTranslation('agenda');
  const Icon = icons[status];
  return (
    <span className={classes.status}>
      <Icon size={13} color={`var(--${colourOf[status]})`} aria-hidden="true" />
      {t(`status.${status}`)}
    </span>
  );
}
