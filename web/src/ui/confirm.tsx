import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';

export type Question = {
  title: string;
  /** What will happen. */
  text: ReactNode;
  /** What the button says: the act, not "OK". */
  act: string;
  danger?: boolean;
  /** A reason is asked for; the act gets it. */
  reason?: boolean;
  /** Has to be typed before the act can be chosen. */
  typed?: string;
  run: (reason: string) => unknown;
};

/** Asks before something that cannot be undone. `ask(question)`; render `dialog` once. */
export function useConfirm() {
  const [question, setQuestion] = useState<Question | null>(null);
  const ask = useCallback((next: Question) => setQuestion(next), []);
  const dialog = question && <Dialog question={question} onClose={() => setQuestion(null)} />;
  return { ask, dialog };
}

function Dialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const ready = (!question.reason || reason.trim() !== '') && (!question.typed || typed === question.typed);
  return (
    <Modal opened onClose={onClose} title={question.title} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          onClose();
          question.run(reason.trim());
        }}
      >
        <Stack gap="md">
          <Text component="div" size="sm">
            {question.text}
          </Text>
          {question.reason && (
            <TextInput
              label={t('reason')}
              description={t('reason_hint')}
              value={reason}
              onChange={(e) => setReason(e.currentTarget.value)}
              data-autofocus
              maxLength={500}
              required
            />
          )}
          {question.typed && (
            <TextInput
              label={<span className="mono">{question.typed}</span>}
              value={typed}
              onChange={(e) => setTyped(e.currentTarget.value)}
            />
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color={question.danger ? 'bad' : 'bot'} disabled={!ready}>
              {question.act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
