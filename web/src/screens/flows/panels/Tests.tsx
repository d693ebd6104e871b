import { Code, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Tested } from '../types';

/** How the flow's own tests went, and what no test went through. */
export function Tests({ tests }: { tests: Tested }) {
  const { t } = useTranslation('flows');
  if (!tests || tests.results.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('tests.none')}
      </Text>
    );
  return (
    <Stack gap="xs">
      <Text size="sm">{t('tests.count', { passed: tests.passed, failed: tests.failed })}</Text>
      {tests.results.map((result) => (
        <div key={result.name}>
          <Text size="sm" c={result.ok ? 'ok' : 'bad'} component="div">
            {result.ok ? (
              <IconCircleCheck size={14} role="img" aria-label={t('tests.ok')} />
            ) : (
              <IconCircleX size={14} role="img" aria-label={t('tests.failed')} />
            )}{' '}
            <bdi>{result.name}</bdi>
          </Text>
          {result.failures.map((f) => (
            <div key={f.step + f.what}>
              <Text size="xs" lang="en">
                {f.what}
              </Text>
              {f.diff && f.diff.length > 0 && <Code block>{f.diff.join('\n')}</Code>}
            </div>
          ))}
        </div>
      ))}
      <Text size="xs" c="dimmed">
        {t('tests.coverage', { covered: tests.coverage.covered, total: tests.coverage.total })}
      </Text>
    </Stack>
  );
}
