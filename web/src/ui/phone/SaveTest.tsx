import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { problemOf } from '../../api/problem';
import { told } from '../act';
import { ProblemNote } from '../ProblemNote';
import { saveText } from '../saveText';
import { asTest, type FlowTest } from './asTest';
import type { Beginning, Turn } from './types';

/** Adds the test to the draft as it is now. Somebody who saved meanwhile is not overwritten: it is read again and tried anew. */
async function addToDraft(flow: number, test: FlowTest, tries = 3): Promise<void> {
  const path = { id: String(flow) };
  const { revision, draft } = await ask(api.GET('/api/v1/flows/{id}', { params: { path } }));
  const tests = [...(draft?.tests ?? []).filter((one) => (one as FlowTest).name !== test.name), test];
  try {
    await ask(
      api.PUT('/api/v1/flows/{id}/draft', {
        params: { path },
        body: { graph: draft?.graph ?? {}, tests, revision } as never,
      }),
    );
  } catch (error) {
    if (problemOf(error).kind !== 'conflict' || tries <= 1) throw error;
    await addToDraft(flow, test, tries - 1);
  }
}

/** Keeps the conversation as a test of its flow. */
export function SaveTest({
  begun,
  turns,
  flowId,
  onClose,
  onSaved,
}: {
  begun: Beginning;
  turns: readonly Turn[];
  flowId?: number;
  onClose: () => void;
  onSaved?: () => void;
}) {
  const { t } = useTranslation('phone');
  const { t: shell } = useTranslation();
  const [name, setName] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    const test = asTest(name.trim(), begun, turns);
    setBusy(true);
    try {
      if (flowId === undefined) saveText('flow.test.json', JSON.stringify({ tests: [test] }, null, 2));
      else await addToDraft(flowId, test);
      told(t(flowId === undefined ? 'test.downloaded' : 'test.saved', { name: test.name }));
      onSaved?.();
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
      title={t('test.title')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{t('test.what', { count: turns.length })}</Text>
          {error !== null && <ProblemNote error={error} />}
          <TextInput
            label={t('test.name')}
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
            data-autofocus
            required
            maxLength={100}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" disabled={name.trim() === ''} loading={busy}>
              {shell('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
