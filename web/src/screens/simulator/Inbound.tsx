import { Anchor, Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { problemOf } from '../../api/problem';
import { ProblemNote } from '../../ui/ProblemNote';
import { useCast, withPersona } from './personas';

/** A message of anybody comes in, without a phone being held. Its sender joins the customers of this screen. */
export function Inbound({
  channel,
  onClose,
  onDone,
}: {
  channel: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation('simulator');
  const { t: shell } = useTranslation();
  const [cast, setCast] = useCast();
  const [from, setFrom] = useState('+5491155550100');
  const [name, setName] = useState(t('inbound.somebody'));
  const [text, setText] = useState(t('hello'));
  const [came, setCame] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const problem = error === null ? null : problemOf(error);
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const answer = await ask(api.POST('/api/v1/simulate/inbound', { body: { text, from, name, channel } }));
      setCame(answer.conversation_id);
      setCast(withPersona(cast, { phone: answer.from, name }));
      onDone();
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('inbound.title')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{t('inbound.what')}</Text>
          {problem && <ProblemNote error={problem} />}
          <Group grow align="flex-start">
            <TextInput
              label={t('persona.phone')}
              value={from}
              onChange={(e) => setFrom(e.currentTarget.value)}
              error={problem?.of('from')}
              required
            />
            <TextInput
              label={t('persona.name')}
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
              error={problem?.of('name')}
              maxLength={100}
              required
            />
          </Group>
          <Textarea
            label={t('inbound.text')}
            value={text}
            onChange={(e) => setText(e.currentTarget.value)}
            error={problem?.of('text')}
            maxLength={4096}
            autosize
            minRows={2}
            data-autofocus
            required
          />
          <Group justify="space-between">
            <div role="status">
              {came && (
                <Anchor component={Link} to={`/inbox/${came}`} size="sm">
                  {t('inbound.came')}
                </Anchor>
              )}
            </div>
            <Button type="submit" loading={busy} disabled={!text || !from || !name}>
              {t('inbound.act')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
