import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../ui/act';
import { hintOf } from '../../ui/FormProblem';
import { formFrom, startOf } from './draft';
import { Refusal } from './Refusal';
import { changeAppointment, outsideHours } from './server';
import type { Appointment, Resource } from './types';
import { WhenFields } from './WhenFields';
import { isoOf } from './zone';

/** Moves an appointment without a pointer: what dragging does. */
export function MoveDialog({
  appointment,
  resources,
  zone,
  onClose,
  onMoved,
}: {
  appointment: Appointment;
  resources: Resource[];
  zone: string;
  onClose: () => void;
  onMoved: () => void;
}) {
  const { t } = useTranslation('agenda');
  const { t: shell } = useTranslation();
  const [begun, setBegun] = useState(appointment);
  const [form, setForm] = useState(() => formFrom(appointment, zone));
  const act = useAct(
    (any_hour: boolean) => {
      const from = startOf(form);
      return changeAppointment(begun.id, {
        revision: begun.revision,
        resource_id: form.resource_id,
        starts_at: isoOf(from, zone),
        ends_at: isoOf(from + form.minutes * 60_000, zone),
        ...(any_hour && { outside_hours: true }),
      });
    },
    { done: t('saved'), quiet: true },
  );
  const save = (any_hour: boolean) => act.mutate(any_hour, { onSuccess: onMoved });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('move_title', { title: appointment.title })}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save(false);
        }}
      >
        <Stack gap="md">
          <WhenFields
            value={form}
            resources={resources}
            zone={zone}
            onChange={(change) => setForm((before) => ({ ...before, ...change }))}
            errorOf={(field) => (act.error && outsideHours(act.error) ? undefined : hintOf(act.error, field))}
          />
          <Refusal error={act.error} zone={zone} onAnyway={() => save(true)} onTheirs={setBegun} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('move_act')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
