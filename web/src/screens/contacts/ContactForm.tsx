import { Button, Group, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { ProblemNote } from '../../ui/ProblemNote';
import { readAttributes, writeAttributes } from './attributes';
import { contactsKey } from './query';
import { type Consent, type Contact, consents } from './types';

const locales = ['es', 'pt', 'en'];

type Draft = {
  name: string;
  tags: string[];
  attributes: string;
  consent: string;
  source: string;
  locale: string;
  timezone: string;
};

const draftOf = (c: Contact): Draft => ({
  name: c.name,
  tags: c.tags,
  attributes: writeAttributes(c.attributes),
  consent: c.consent || 'unknown',
  source: '',
  locale: c.locale,
  timezone: c.timezone,
});

/** Only what was changed: what somebody else changed meanwhile stays. */
function changes(before: Draft, after: Draft, contact: Contact) {
  const differs = (name: keyof Draft) => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  return {
    ...(differs('name') && { name: after.name.trim() }),
    ...(differs('tags') && { tags: after.tags }),
    ...(differs('attributes') && { attributes: readAttributes(after.attributes, contact.attributes) }),
    ...(differs('consent') && {
      consent: after.consent as Consent,
      ...(after.source.trim() && { consent_source: after.source.trim() }),
    }),
    ...(differs('locale') && { locale: after.locale }),
    ...(differs('timezone') && { timezone: after.timezone.trim() }),
  };
}

/** What is known of a person, to be corrected. */
export function ContactForm({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const { t: shell } = useTranslation();
  const may = useMay('contacts:write');
  const [before] = useState(() => draftOf(contact));
  const [draft, setDraft] = useState(before);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const body = changes(before, draft, contact);
  const save = useAct(
    () =>
      ask(api.PATCH('/api/v1/contacts/{id}', { params: { path: { id: contact.id } }, body: body as never })),
    { renews: [contactsKey], done: t('detail.saved'), quiet: true },
  );
  const problem = save.error ? problemOf(save.error) : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <fieldset disabled={!may} style={{ border: 0, margin: 0, padding: 0 }}>
        <Stack gap="md" maw={520}>
          {problem && <ProblemNote error={problem} />}
          <TextInput
            label={t('field.name')}
            value={draft.name}
            onChange={(e) => set({ name: e.currentTarget.value })}
            error={problem?.of('name')}
            maxLength={200}
            dir="auto"
          />
          <TagsInput
            label={t('field.tags')}
            value={draft.tags}
            onChange={(tags) => set({ tags })}
            error={problem?.of('tags')}
            disabled={!may}
            maxTags={50}
          />
          <Textarea
            label={t('field.attributes')}
            description={t('filter.attributes_hint')}
            autosize
            minRows={3}
            value={draft.attributes}
            onChange={(e) => set({ attributes: e.currentTarget.value })}
            error={problem?.of('attributes')}
            classNames={{ input: 'mono' }}
          />
          <Group grow align="flex-start">
            <Select
              label={t('field.consent')}
              data={consents.map((value) => ({ value, label: t(`consent.${value}`) }))}
              value={draft.consent}
              onChange={(v) => set({ consent: v ?? draft.consent })}
              disabled={!may}
            />
            {draft.consent !== before.consent && (
              <TextInput
                label={t('detail.source')}
                description={t('detail.source_hint')}
                value={draft.source}
                onChange={(e) => set({ source: e.currentTarget.value })}
                error={problem?.of('consent_source')}
                maxLength={100}
              />
            )}
          </Group>
          <Group grow align="flex-start">
            <Select
              label={t('field.locale')}
              clearable
              data={[...new Set([...locales, ...(draft.locale ? [draft.locale] : [])])]}
              value={draft.locale || null}
              onChange={(v) => set({ locale: v ?? '' })}
              error={problem?.of('locale')}
              disabled={!may}
            />
            <TextInput
              label={t('field.timezone')}
              placeholder="America/Argentina/Buenos_Aires"
              value={draft.timezone}
              onChange={(e) => set({ timezone: e.currentTarget.value })}
              error={problem?.of('timezone')}
            />
          </Group>
          {may && (
            <Group>
              <Button type="submit" loading={save.isPending} disabled={Object.keys(body).length === 0}>
                {shell('save')}
              </Button>
            </Group>
          )}
        </Stack>
      </fieldset>
    </form>
  );
}
