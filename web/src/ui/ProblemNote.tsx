import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';

/** What went wrong, what to do about it, the server's own words, and the number of the request. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const problem = problemOf(error);
  return (
    <Alert
      variant="light"
      color={problem.kind === 'offline' || problem.kind === 'busy' ? 'warn' : 'bad'}
      icon={<IconAlertTriangle size={18} />}
      title={t(`problem.${problem.kind}`)}
      role="alert"
    >
      <Text size="sm">{t(`problem.${problem.kind}_hint`)}</Text>
      {problem.message && (
        <Text size="sm" c="dimmed" mt={4}>
          {problem.message}
        </Text>
      )}
      {problem.errors.map((e) => (
        <Text size="sm" key={e.field + e.reason}>
          <span className="mono">{e.field}</span>: {e.hint}
        </Text>
      ))}
      {(onRetry || problem.correlationId) && (
        <Group mt="sm" gap="md">
          {onRetry && (
            <Button variant="outline" onClick={onRetry}>
              {t('retry')}
            </Button>
          )}
          {problem.correlationId && (
            <Text className="mono" c="dimmed">
              {t('problem.id', { id: problem.correlationId })}
            </Text>
          )}
        </Group>
      )}
    </Alert>
  );
}
