import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../ui/act';
import { ProblemNote } from '../../../ui/ProblemNote';
import { fromTemplate, type Template, templates } from '../model/templates';
import { addFlow, keys } from '../requests';

/** Begins a flow: a name, and what it begins as. */
export function NewFlow({ onClose, onMade }: { onClose: () => void; onMade: (id: number) => void }) {
  const { t } = useTranslation('flows');
  const { t: shell } = useTranslation();
  const [name, setName] = useState('');
  const [template, setTemplate] = useState<Template>('hello');
  const add = useAct(
    async () => {
      const made = await addFlow(name.trim(), fromTemplate(template, name.trim()));
      onMade(made.id);
    },
    { renews: [[...keys.all, 'list']], quiet: true },
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('new.title')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (name.trim() !== '') add.mutate(undefined);
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('new.name')}
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
            maxLength={100}
            required
            data-autofocus
            dir="auto"
          />
          <Radio.Group label={t('new.begin')} value={template} onChange={(v) => setTemplate(v as Template)}>
            <Stack gap="xs" mt="xs">
              {templates.map((one) => (
                <Radio key={one} value={one} label={t(`new.${one}`)} description={t(`new.${one}_hint`)} />
              ))}
            </Stack>
          </Radio.Group>
          {add.error && <ProblemNote error={add.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" loading={add.isPending} disabled={name.trim() === ''}>
              {t('new.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
