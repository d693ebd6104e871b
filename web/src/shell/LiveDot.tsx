import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLiveClient, useLiveState, useServerNow } from '../live/hooks';
import { useFormat } from '../ui/format';
import classes from './Shell.module.css';

/** Whether what is shown is true now. */
export function LiveDot() {
  const { t } = useTranslation();
  const live = useLiveClient();
  const state = useLiveState();
  const format = useFormat();
  useServerNow(state === 'reconnecting' ? 1000 : 60_000);
  return (
    <Group gap={6} role="status" wrap="nowrap" data-testid="live" data-state={state}>
      <span className={classes.dot} data-state={state} />
      <Text size="xs" c="dimmed">
        {t(`live.${state}`, { age: format.span(Date.now() - live.trueAt) })}
      </Text>
    </Group>
  );
}
