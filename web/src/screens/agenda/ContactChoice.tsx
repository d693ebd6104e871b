import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';

type Found = { id: string; name: string; phone?: string };

/** A contact of the organisation, by name or number; or only a name, for who has never written. */
export function ContactChoice({
  id,
  name,
  disabled,
  onChange,
}: {
  id: string | null;
  name: string;
  disabled?: boolean;
  onChange: (id: string | null, name: string) => void;
}) {
  const { t } = useTranslation('agenda');
  const may = useMay('contacts:read');
  const [typed, setTyped] = useState('');
  const [sought] = useDebouncedValue(typed, 250);
  const found = useQuery({
    queryKey: ['agenda-contacts', sought],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/contacts', { params: { query: { q: sought, limit: 20 } } })))
        .items as Found[],
    enabled: may && sought.trim().length > 1,
  });
  const data = (found.data ?? []).map((c) => ({
    value: c.id,
    label: [c.name, c.phone].filter(Boolean).join(' · ') || c.id,
  }));
  if (id && !data.some((d) => d.value === id)) data.unshift({ value: id, label: name || id });
  return (
    <>
      {may && (
        <Select
          label={t('contact')}
          description={t('contact_hint')}
          value={id}
          data={data}
          searchable
          clearable
          allowDeselect
          onSearchChange={setTyped}
          onChange={(next) => {
            const chosen = found.data?.find((c) => c.id === next);
            onChange(next, chosen?.name ?? (next ? name : ''));
          }}
          filter={({ options }) => options}
          nothingFoundMessage={sought.trim().length > 1 ? t('contact_none') : t('contact_type')}
          clearButtonProps={{ 'aria-label': t('contact_clear') }}
          disabled={disabled}
        />
      )}
      {!id && (
        <TextInput
          label={t('contact_name')}
          value={name}
          onChange={(e) => onChange(null, e.currentTarget.value)}
          maxLength={200}
          disabled={disabled}
        />
      )}
    </>
  );
}
