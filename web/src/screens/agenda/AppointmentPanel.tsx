import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowsMove } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { useConfirm } from '../../ui/confirm';
import { Empty } from '../../ui/states';
import { When } from '../../ui/When';
import { AppointmentForm } from './AppointmentForm';
import { type Draft, formFrom, formOf } from './draft';
import { MoveDialog } from './MoveDialog';
import { StatusWord } from './StatusWord';
import { setStatus } from './server';
import { type Appointment, nextOf, type Resource, type Status } from './types';

function Statuses({ appointment, onDone }: { appointment: Appointment; onDone: () => void }) {
  const { t } = useTranslation('agenda');
  const may = useMay('agenda:write');
  const confirm = useConfirm();
  const act = useAct((status: Status) => setStatus(appointment.id, status), { done: t('status_saved') });
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Text size="sm">{t('state')}</Text>
        <StatusWord status={appointment.status} />
      </Group>
      <Group gap="xs">
        {nextOf[appointment.status].map((status) => (
          <Button
            key={status}
            variant="outline"
            color={status === 'cancelled' ? 'bad' : 'bot'}
            disabled={!may}
            loading={act.isPending && act.variables === status}
            onClick={() =>
              status === 'cancelled'
                ? confirm.ask({
                    title: t('cancel_title'),
                    text: t('cancel_text'),
                    act: t('to.cancelled'),
                    danger: true,
                    run: () => act.mutate(status, { onSuccess: onDone }),
                  })
                : act.mutate(status)
            }
          >
            {t(`to.${status}`)}
          </Button>
        ))}
      </Group>
      {confirm.dialog}
    </Stack>
  );
}

function Links({ appointment: a }: { appointment: Appointment }) {
  const { t } = useTranslation('agenda');
  return (
    <Group gap="md">
      {a.contact_id && (
        <Anchor component={Link} to={`/contacts/${a.contact_id}` as string} size="sm">
          {t('to_contact')}
        </Anchor>
      )}
      {a.conversation_id && (
        <Anchor component={Link} to={`/inbox/${a.conversation_id}` as string} size="sm">
          {t('to_conversation')}
        </Anchor>
      )}
    </Group>
  );
}

/** A new appointment, or one that is there: its form, its status, where it leads. */
export function AppointmentPanel({
  id,
  appointment,
  draft,
  resources,
  zone,
  onDone,
}: {
  id: string | null;
  /** Of the live table; nothing: it is no longer among what is shown. */
  appointment?: Appointment;
  draft: Draft | null;
  resources: Resource[];
  zone: string;
  onDone: () => void;
}) {
  const { t } = useTranslation('agenda');
  const may = useMay('agenda:write');
  // What is edited stays as it was begun; what others do meanwhile is told when it is saved.
  const [begun, setBegun] = useState(appointment);
  const [moving, setMoving] = useState(false);
  if (!id)
    return (
      <AppointmentForm
        initial={formOf(draft ?? {}, zone, Date.now())}
        resources={resources}
        zone={zone}
        disabled={!may}
        onDone={onDone}
      />
    );
  const shown = appointment ?? begun;
  if (!shown || !begun) return <Empty title={t('gone')} />;
  return (
    <Stack gap="lg">
      {!appointment && (
        <Alert color="warn" variant="light">
          {t('gone')}
        </Alert>
      )}
      <Statuses appointment={shown} onDone={onDone} />
      <Links appointment={shown} />
      <Group>
        <Button
          variant="outline"
          leftSection={<IconArrowsMove size={15} />}
          disabled={!may}
          onClick={() => setMoving(true)}
        >
          {t('move')}
        </Button>
      </Group>
      <AppointmentForm
        key={begun.revision}
        initial={formFrom(begun, zone)}
        appointment={begun}
        resources={resources}
        zone={zone}
        disabled={!may}
        onDone={onDone}
        onTheirs={setBegun}
      />
      <Text size="xs" c="dimmed">
        {t('made_by', { name: shown.created_by || '—' })} <When at={shown.created_at} exact />
      </Text>
      {moving && (
        <MoveDialog
          appointment={shown}
          resources={resources}
          zone={zone}
          onClose={() => setMoving(false)}
          onMoved={onDone}
        />
      )}
    </Stack>
  );
}
