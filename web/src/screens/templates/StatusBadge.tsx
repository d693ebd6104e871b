import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const colours: Record<string, string> = {
  APPROVED: 'ok',
  PENDING: 'warn',
  IN_APPEAL: 'warn',
  REJECTED: 'bad',
  PAUSED: 'bad',
  DISABLED: 'bad',
};

export function StatusBadge({ status }: { status: string }) {
  const { t } = useTranslation('templates');
  return (
    <Badge color={colours[status] ?? 'customer'}>{t(`status.${status}`, { defaultValue: status })}</Badge>
  );
}
