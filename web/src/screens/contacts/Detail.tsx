import { Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { IconArrowsJoin2, IconDownload, IconEraser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { told, useAct } from '../../ui/act';
import { useConfirm } from '../../ui/confirm';
import { Screen } from '../../ui/Screen';
import { Loaded } from '../../ui/states';
import { When } from '../../ui/When';
import { ContactForm } from './ContactForm';
import classes from './Contacts.module.css';
import { Merge } from './Merge';
import { contactQuery } from './query';
import { Reach } from './Reach';
import { ConsentBadge } from './Rows';
import type { Contact } from './types';

function Acts({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const go = useNavigate();
  const { ask: confirm, dialog } = useConfirm();
  const [merging, setMerging] = useState(false);
  const mayExport = useMay('contacts:export');
  const mayErase = useMay('contacts:erase');
  const mayWrite = useMay('contacts:write');
  const word = t('erase.word');
  const erase = useAct(
    () => ask(api.DELETE('/api/v1/contacts/{id}', { params: { path: { id: contact.id } } })),
    { what: t('erase.failed') },
  );
  const done = (taken: Awaited<ReturnType<typeof erase.mutateAsync>>) => {
    told(
      t('erase.done', {
        messages: taken.messages ?? 0,
        files: taken.files ?? 0,
        conversations: taken.conversations ?? 0,
      }),
    );
    void go({ to: '/contacts' });
  };
  return (
    <>
      {mayExport && (
        <Button
          component="a"
          variant="default"
          href={`/api/v1/contacts/${contact.id}/export`}
          download={`contact-${contact.id}.json`}
          leftSection={<IconDownload size={15} />}
        >
          {t('detail.export')}
        </Button>
      )}
      {mayWrite && (
        <Button
          variant="default"
          leftSection={<IconArrowsJoin2 size={15} />}
          onClick={() => setMerging(true)}
        >
          {t('merge.title')}
        </Button>
      )}
      {mayErase && (
        <Button
          variant="outline"
          color="bad"
          leftSection={<IconEraser size={15} />}
          loading={erase.isPending}
          onClick={() =>
            confirm({
              title: t('erase.title'),
              text: t('erase.text', { word }),
              act: t('erase.act'),
              danger: true,
              typed: word,
              run: () => erase.mutate(undefined, { onSuccess: done }),
            })
          }
        >
          {t('erase.act')}
        </Button>
      )}
      {merging && <Merge into={contact} onClose={() => setMerging(false)} />}
      {dialog}
    </>
  );
}

function Facts({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  return (
    <Stack gap={4}>
      <Title order={2}>{t('detail.consent')}</Title>
      <Text component="div" size="sm">
        <ConsentBadge consent={contact.consent} />{' '}
        {contact.consent_at && (
          <>
            <When at={contact.consent_at} exact />
            {contact.consent_source && (
              <>
                {' · '}
                <bdi>{t(`source.${contact.consent_source}`, { defaultValue: contact.consent_source })}</bdi>
              </>
            )}
          </>
        )}
      </Text>
      <Text component="div" size="sm" c="dimmed">
        {t('detail.created')} <When at={contact.created_at} exact />
      </Text>
    </Stack>
  );
}

/** One person: who they are, how they are reached, what they have said yes to. */
export function Detail({ id }: { id: string }) {
  const { t } = useTranslation('contacts');
  const query = useQuery(contactQuery(id));
  const one = query.data;
  return (
    <Screen
      title={one ? one.name || one.phone || t('nameless') : t('title')}
      actions={one && <Acts contact={one} />}
    >
      <Anchor component={Link} to="/contacts" size="sm">
        ← {t('detail.back')}
      </Anchor>
      <Loaded query={query}>
        {(contact) => (
          <div className={classes.page}>
            <section className={classes.section} aria-label={t('detail.who')}>
              <ContactForm key={contact.updated_at} contact={contact} />
            </section>
            <aside className={classes.section}>
              <Stack gap="lg">
                <Facts contact={contact} />
                <Reach contact={contact} />
              </Stack>
            </aside>
          </div>
        )}
      </Loaded>
    </Screen>
  );
}
