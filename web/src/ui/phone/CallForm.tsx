import { Alert, Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, Play } from './types';

/** A step asks another program or an assistant: in a play nobody is asked, the author answers. */
export function CallForm({
  call,
  onAnswer,
}: {
  call: NonNullable<Play['call']>;
  onAnswer: (answer: Answer) => void;
}) {
  const { t } = useTranslation('phone');
  const [body, setBody] = useState('');
  const give = (outcome: Answer['outcome']) => () =>
    onAnswer({ step: call.step, outcome, ...(outcome === 'ok' && body && { body }) });
  return (
    <Alert variant="light" color="warn" title={t('call.title', { step: call.step })}>
      <div className="mono" style={{ overflowWrap: 'anywhere' }}>
        {call.kind} {call.method} {call.target}
      </div>
      <Textarea
        my="xs"
        label={t('call.body')}
        autosize
        minRows={2}
        maxRows={6}
        value={body}
        onChange={(e) => setBody(e.currentTarget.value)}
        classNames={{ input: 'mono' }}
      />
      <Group gap="xs">
        <Button onClick={give('ok')}>{t('call.ok')}</Button>
        <Button variant="default" onClick={give('failed')}>
          {t('call.failed')}
        </Button>
        <Button variant="default" onClick={give('timed_out')}>
          {t('call.timed_out')}
        </Button>
      </Group>
    </Alert>
  );
}
