import { ActionIcon, Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../../api/problem';
import { useAct } from '../../../ui/act';
import { useConfirm } from '../../../ui/confirm';
import { ProblemNote } from '../../../ui/ProblemNote';
import { Loaded } from '../../../ui/states';
import { desk } from '../desk';
import type { Canned } from '../types';
import { cannedKey } from './canned';
import classes from './composer.module.css';

/** Answers kept ready for everybody of the organisation: added, changed and deleted here. */
export function CannedDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('inbox');
  const { t: shell } = useTranslation();
  const query = useQuery({ queryKey: cannedKey, queryFn: desk.canned });
  const [editing, setEditing] = useState<Canned | null>(null);
  const confirm = useConfirm();
  const drop = useAct((id: number) => desk.dropCanned(id), { renews: [cannedKey] });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('canned.title')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Stack gap="md">
        <CannedForm key={editing?.id ?? 'new'} of={editing} onDone={() => setEditing(null)} />
        <Loaded query={query}>
          {({ items }) => (
            <ul className={classes.cannedList}>
              {items.map((c) => (
                <li key={c.id}>
                  <span className="mono">/{c.shortcut}</span>
                  <span className={classes.cannedText} dir="auto">
                    {c.text}
                  </span>
                  <Group gap={2} wrap="nowrap">
                    <ActionIcon
                      variant="subtle"
                      aria-label={t('canned.edit', { name: c.shortcut })}
                      onClick={() => setEditing(c)}
                    >
                      <IconPencil size={16} />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      aria-label={t('canned.delete', { name: c.shortcut })}
                      onClick={() =>
                        confirm.ask({
                          title: t('canned.delete', { name: c.shortcut }),
                          text: t('canned.delete_text'),
                          act: shell('delete'),
                          danger: true,
                          run: () => drop.mutate(c.id),
                        })
                      }
                    >
                      <IconTrash size={16} />
                    </ActionIcon>
                  </Group>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </Stack>
      {confirm.dialog}
    </Modal>
  );
}

function CannedForm({ of, onDone }: { of: Canned | null; onDone: () => void }) {
  const { t } = useTranslation('inbox');
  const { t: shell } = useTranslation();
  const [shortcut, setShortcut] = useState(of?.shortcut ?? '');
  const [text, setText] = useState(of?.text ?? '');
  const save = useAct(
    (body: { shortcut: string; text: string }) =>
      of ? desk.changeCanned(of.id, body) : desk.addCanned(body),
    { renews: [cannedKey], quiet: true },
  );
  const problem = save.error ? problemOf(save.error) : null;
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate(
          { shortcut, text },
          {
            onSuccess: () => {
              setShortcut('');
              setText('');
              onDone();
            },
          },
        );
      }}
    >
      <Stack gap="xs">
        <TextInput
          label={t('canned.shortcut')}
          description={t('canned.shortcut_hint')}
          leftSection="/"
          value={shortcut}
          onChange={(e) => setShortcut(e.currentTarget.value.toLowerCase())}
          error={problem?.kind === 'conflict' ? t('canned.taken') : problem?.of('shortcut')}
          maxLength={40}
          pattern="[a-z0-9_\-]+"
          required
        />
        <Textarea
          label={t('canned.text')}
          description={t('canned.text_hint', { name: '{{contact.name}}' })}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
          error={problem?.of('text')}
          maxLength={4096}
          minRows={2}
          autosize
          required
        />
        {problem && problem.kind !== 'conflict' && problem.errors.length === 0 && (
          <ProblemNote error={problem} />
        )}
        <Group justify="flex-end">
          {of && (
            <Button variant="default" onClick={onDone}>
              {shell('cancel')}
            </Button>
          )}
          <Button type="submit" loading={save.isPending}>
            {of ? shell('save') : t('canned.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
