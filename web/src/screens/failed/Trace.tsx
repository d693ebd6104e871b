import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Failed.module.css';
import type { TraceLine } from './types';

/** How far a decision came, step by step. */
export function Trace({ lines }: { lines: readonly TraceLine[] }) {
  const { t } = useTranslation('failed');
  if (lines.length === 0) return <Text size="sm">{t('trace_none')}</Text>;
  return (
    <ol className={classes.trace}>
      {lines.map((line, i) => (
        <li key={`${i}${line.node}`}>
          <b>{line.node || '—'}</b> {line.what} {line.detail}
        </li>
      ))}
    </ol>
  );
}
