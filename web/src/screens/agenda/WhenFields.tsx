import { Group, NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Form } from './draft';
import type { Resource } from './types';

type Part = Pick<Form, 'resource_id' | 'date' | 'time' | 'minutes'>;

/** With whom, on which day, at what time, for how long. */
export function WhenFields({
  value,
  resources,
  zone,
  disabled,
  onChange,
  errorOf,
}: {
  value: Part;
  resources: Resource[];
  zone: string;
  disabled?: boolean;
  onChange: (change: Partial<Part>) => void;
  errorOf: (field: string) => string | undefined;
}) {
  const { t } = useTranslation('agenda');
  return (
    <>
      <Select
        label={t('resource')}
        value={value.resource_id}
        onChange={(id) => id && onChange({ resource_id: id })}
        data={resources
          .filter((r) => r.active || r.id === value.resource_id)
          .map((r) => ({ value: r.id, label: r.name }))}
        error={errorOf('resource_id')}
        disabled={disabled}
        required
      />
      <Group gap="sm" grow align="flex-start">
        <TextInput
          type="date"
          label={t('date')}
          value={value.date}
          onChange={(e) => onChange({ date: e.currentTarget.value })}
          disabled={disabled}
          required
        />
        <TextInput
          type="time"
          label={t('time')}
          value={value.time}
          onChange={(e) => onChange({ time: e.currentTarget.value })}
          disabled={disabled}
          required
        />
        <NumberInput
          label={t('minutes')}
          value={value.minutes}
          onChange={(minutes) => onChange({ minutes: Number(minutes) })}
          min={5}
          max={1440}
          step={5}
          suffix=" min"
          error={errorOf('ends_at')}
          disabled={disabled}
          required
        />
      </Group>
      <TextInput
        label={t('zone_field')}
        value={zone}
        error={errorOf('starts_at')}
        readOnly
        variant="unstyled"
        size="xs"
      />
    </>
  );
}
