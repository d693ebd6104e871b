import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { setOut } from '../../ui/Json';
import classes from './Failed.module.css';
import { Trace } from './Trace';
import type { Outcome } from './types';

/** What would come of trying it now. */
export function Preview({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation('failed');
  return (
    <section className={classes.section} aria-label={t('preview_title')}>
      <h3>{t('preview_title')}</h3>
      {outcome.error && (
        <Alert variant="light" color="bad" title={t('preview_error')}>
          <span className="mono">{outcome.error.code}</span> {outcome.error.what}
        </Alert>
      )}
      {!outcome.error && outcome.bubbles.length === 0 && (
        <Text size="sm">{outcome.mode === 'bot' ? t('preview_silent') : t('preview_person')}</Text>
      )}
      {outcome.bubbles.map((bubble, i) => (
        <div key={`${i}`} className={classes.bubble} dir="auto">
          {textOf(bubble)}
        </div>
      ))}
      <Trace lines={outcome.trace as never} />
    </section>
  );
}

function textOf(bubble: unknown): string {
  const { text } = bubble as { text?: unknown };
  return typeof text === 'string' && text ? text : setOut(bubble);
}
