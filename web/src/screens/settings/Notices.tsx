import { Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noticesPossible, useNoticesWanted, wantNotices } from '../../shell/notices';

export function Notices() {
  const { t } = useTranslation('settings');
  const wanted = useNoticesWanted();
  const [refused, setRefused] = useState(false);
  if (!noticesPossible()) return <Text size="sm">{t('notices.impossible')}</Text>;
  return (
    <Stack gap="xs">
      <Switch
        label={t('notices.waiting')}
        description={t('notices.hint')}
        checked={wanted}
        onChange={(e) => {
          const on = e.currentTarget.checked;
          void wantNotices(on).then((allowed) => setRefused(on && !allowed));
        }}
      />
      {refused && (
        <Text size="sm" c="warn" role="alert">
          {t('notices.refused')}
        </Text>
      )}
    </Stack>
  );
}
