import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, newKey } from '../../api/client';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { FormProblem, hintOf } from '../../ui/FormProblem';
import type { Channel } from './types';

/** A text to a number of one's own, to see that sending works. */
export function SendTest({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const may = useMay('messages:send');
  const [to, setTo] = useState('');
  const [text, setText] = useState(t('send.text_first'));
  // Pressed twice, sent once; another text is another message.
  const [key, setKey] = useState(newKey);
  const act = useAct(
    () =>
      ask(
        api.POST('/api/v1/messages', {
          body: {
            to,
            channel: channel.key,
            type: 'text',
            text,
            client_id: key,
            priority: 'transactional',
            once: true,
          },
        }),
      ),
    { quiet: true },
  );
  const sent = act.data as { task_id?: string } | undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined, { onSuccess: () => setKey(newKey()) });
      }}
    >
      <Stack gap="sm" maw={480}>
        <Text size="sm" c="dimmed">
          {channel.mode === 'simulated' ? t('send.hint_simulated') : t('send.hint')}
        </Text>
        <TextInput
          label={t('send.to')}
          placeholder="+54 9 11 5555 0100"
          value={to}
          onChange={(e) => setTo(e.currentTarget.value)}
          error={hintOf(act.error, 'to')}
          inputMode="tel"
          required
        />
        <TextInput
          label={t('send.text')}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
          error={hintOf(act.error, 'text')}
          maxLength={4096}
          required
        />
        <FormProblem error={act.error} fields={['to', 'text']} />
        <Group>
          <Button
            type="submit"
            variant="outline"
            leftSection={<IconSend size={15} />}
            loading={act.isPending}
            disabled={!may || channel.status !== 'active'}
            title={channel.status !== 'active' ? t('send.stopped') : undefined}
          >
            {t('send.act')}
          </Button>
          {sent?.task_id && (
            <Text size="sm" role="status">
              {t('send.done')} <span className="mono">{sent.task_id}</span>
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
