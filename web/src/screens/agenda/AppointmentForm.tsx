import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '../../api/client';
import { useAct } from '../../ui/act';
import { hintOf } from '../../ui/FormProblem';
import { ContactChoice } from './ContactChoice';
import { type Form, startOf } from './draft';
import { Refusal } from './Refusal';
import { addAppointment, changeAppointment, outsideHours } from './server';
import type { Appointment, Resource } from './types';
import { WhenFields } from './WhenFields';
import { isoOf } from './zone';

export function AppointmentForm({
  initial,
  appointment,
  resources,
  zone,
  disabled,
  onDone,
  onTheirs,
}: {
  initial: Form;
  appointment?: Appointment;
  resources: Resource[];
  zone: string;
  disabled: boolean;
  onDone: () => void;
  onTheirs?: (theirs: Appointment) => void;
}) {
  const { t } = useTranslation('agenda');
  const { t: shell } = useTranslation();
  const [form, setForm] = useState(initial);
  // Pressed twice, made once; another wish is another appointment.
  const [key, setKey] = useState(newKey);
  const set = (change: Partial<Form>) => {
    setForm((before) => ({ ...before, ...change }));
    setKey(newKey());
  };
  const act = useAct(
    (any_hour: boolean) => {
      const from = startOf(form);
      const body = {
        title: form.title.trim(),
        resource_id: form.resource_id,
        starts_at: isoOf(from, zone),
        ends_at: isoOf(from + form.minutes * 60_000, zone),
        contact_id: form.contact_id,
        contact_name: form.contact_name.trim(),
        notes: form.notes,
        ...(any_hour && { outside_hours: true }),
      };
      return appointment
        ? changeAppointment(appointment.id, { ...body, revision: appointment.revision })
        : addAppointment({ ...body, client_id: any_hour ? `${key} any` : key });
    },
    { done: t('saved'), quiet: true },
  );
  const save = (any_hour: boolean) => act.mutate(any_hour, { onSuccess: onDone });
  const errorOf = (field: string) =>
    field === 'starts_at' && act.error && outsideHours(act.error) ? undefined : hintOf(act.error, field);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save(false);
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('what')}
          placeholder={t('what_hint')}
          value={form.title}
          onChange={(e) => set({ title: e.currentTarget.value })}
          error={errorOf('title')}
          maxLength={200}
          disabled={disabled}
          data-autofocus={appointment ? undefined : true}
          required
        />
        <WhenFields
          value={form}
          resources={resources}
          zone={zone}
          disabled={disabled}
          onChange={set}
          errorOf={errorOf}
        />
        <ContactChoice
          id={form.contact_id}
          name={form.contact_name}
          disabled={disabled}
          onChange={(contact_id, contact_name) => set({ contact_id, contact_name })}
        />
        <Textarea
          label={t('notes')}
          value={form.notes}
          onChange={(e) => set({ notes: e.currentTarget.value })}
          error={errorOf('notes')}
          maxLength={4000}
          autosize
          minRows={2}
          maxRows={8}
          disabled={disabled}
        />
        <Refusal error={act.error} zone={zone} onAnyway={() => save(true)} onTheirs={onTheirs} />
        <Group>
          <Button type="submit" loading={act.isPending} disabled={disabled}>
            {appointment ? shell('save') : t('book')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
