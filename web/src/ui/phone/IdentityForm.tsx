import { Button, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readPairs, writePairs } from './pairs';
import type { Identity } from './types';

const locales = ['', 'es', 'pt', 'en'];

/** Who the simulated customer is. It counts from the next beginning on. */
export function IdentityForm({
  identity,
  onUse,
}: {
  identity: Identity;
  onUse: (identity: Identity) => void;
}) {
  const { t } = useTranslation('phone');
  const [draft, setDraft] = useState(identity);
  const [pairs, setPairs] = useState(writePairs(identity.attributes));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onUse({ ...draft, attributes: readPairs(pairs) });
      }}
    >
      <Stack gap="sm" py="sm">
        <TextInput
          label={t('who.name')}
          value={draft.name}
          onChange={(e) => setDraft({ ...draft, name: e.currentTarget.value })}
          maxLength={200}
        />
        <Select
          label={t('who.locale')}
          data={locales.map((value) => ({ value, label: value || t('who.any') }))}
          value={draft.locale}
          onChange={(v) => setDraft({ ...draft, locale: v ?? '' })}
        />
        <TagsInput
          label={t('who.tags')}
          value={draft.tags}
          onChange={(tags) => setDraft({ ...draft, tags })}
          maxTags={50}
        />
        <Textarea
          label={t('who.attributes')}
          description={t('who.attributes_hint')}
          autosize
          minRows={2}
          value={pairs}
          onChange={(e) => setPairs(e.currentTarget.value)}
          classNames={{ input: 'mono' }}
        />
        <Button type="submit" variant="outline">
          {t('who.use')}
        </Button>
      </Stack>
    </form>
  );
}
