import { Button, Center, Stack, Text, Title } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** In place of a screen whose code has failed. */
export function Broken({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <Center h="100%" p="xl">
      <Stack maw={480} gap="sm" role="alert">
        <Title order={1}>{t('problem.crash')}</Title>
        <Text size="sm">{t('problem.crash_hint')}</Text>
        <Text className="mono" c="dimmed">
          {error instanceof Error ? error.message : String(error)}
        </Text>
        <Button onClick={() => location.reload()}>{t('live.reload')}</Button>
      </Stack>
    </Center>
  );
}
