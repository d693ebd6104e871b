import { Anchor, Button, Group, Modal, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useAct } from '../../ui/act';
import { ProblemNote } from '../../ui/ProblemNote';
import { contactsKey } from './query';

/** Somebody who has not written yet. */
export function NewContact({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const { t: shell } = useTranslation();
  const go = useNavigate();
  const [phone, setPhone] = useState('');
  const [name, setName] = useState('');
  const [tags, setTags] = useState<string[]>([]);
  const make = useAct(() => ask(api.POST('/api/v1/contacts', { body: { phone, name: name.trim(), tags } })), {
    renews: [contactsKey],
    done: t('new.done'),
    quiet: true,
  });
  const problem = make.error ? problemOf(make.error) : null;
  const twin = typeof problem?.body.contact_id === 'string' ? problem.body.contact_id : null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('new.title')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate(undefined, { onSuccess: (one) => void go({ to: `/contacts/${one.id}` }) });
        }}
      >
        <Stack gap="sm">
          {problem && !problem.of('phone') && <ProblemNote error={problem} />}
          {twin && (
            <Text size="sm">
              {t('new.twin')}{' '}
              <Anchor component={Link} to={`/contacts/${twin}`} size="sm">
                {t('new.open_twin')}
              </Anchor>
            </Text>
          )}
          <TextInput
            label={t('field.phone')}
            description={t('new.phone_hint')}
            inputMode="tel"
            value={phone}
            onChange={(e) => setPhone(e.currentTarget.value)}
            error={problem?.of('phone')}
            data-autofocus
            required
          />
          <TextInput
            label={t('field.name')}
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
            error={problem?.of('name')}
            maxLength={200}
          />
          <TagsInput label={t('field.tags')} value={tags} onChange={setTags} maxTags={50} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" loading={make.isPending} disabled={!phone.trim()}>
              {shell('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
