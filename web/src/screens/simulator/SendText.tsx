import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, newKey } from '../../api/client';
import { problemOf } from '../../api/problem';
import { told } from '../../ui/act';
import { ProblemNote } from '../../ui/ProblemNote';

const number_of_the_tests = '+5215555555555';

/** Sends a text to a number by the channel, as a program would. */
export function SendText({ channel, onClose }: { channel: string; onClose: () => void }) {
  const { t } = useTranslation('simulator');
  const { t: shell } = useTranslation();
  const [to, setTo] = useState(number_of_the_tests);
  const [text, setText] = useState(t('send.text'));
  const [key] = useState(newKey);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const problem = error === null ? null : problemOf(error);
  const send = async () => {
    setBusy(true);
    try {
      // The same key however often it is tried: it is sent once.
      await ask(
        api.POST('/api/messages/send', {
          body: { channel_id: channel, to, type: 'text', text, client_id: key },
        }),
      );
      told(t('send.done', { to }));
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('send.title')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{t('send.what')}</Text>
          {problem && <ProblemNote error={problem} />}
          <TextInput
            label={t('send.to')}
            value={to}
            onChange={(e) => setTo(e.currentTarget.value)}
            error={problem?.of('to')}
            required
          />
          <Textarea
            label={t('send.body')}
            value={text}
            onChange={(e) => setText(e.currentTarget.value)}
            error={problem?.of('text')}
            maxLength={4096}
            autosize
            minRows={2}
            required
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" leftSection={<IconSend size={15} />} loading={busy} disabled={!to || !text}>
              {t('send.act')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
