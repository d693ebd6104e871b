import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useTellProblem } from '../../ui/act';
import { useConfirm } from '../../ui/confirm';
import { changeAppointment, inTheWay, outsideHours } from './server';
import type { Appointment } from './types';
import { isoOf, spanText, wallOfIso } from './zone';

export type Move = { from: number; to: number; resource_id?: string };

/** Moves appointments: with a way back; refused ones go back to their place and say who has it. */
export function useMoves(zone: string) {
  const { t, i18n } = useTranslation('agenda');
  const { t: shell } = useTranslation();
  const tell = useTellProblem();
  const confirm = useConfirm();
  const words = (starts: string, ends: string) =>
    spanText(wallOfIso(starts, zone), wallOfIso(ends, zone), i18n.language);

  const said = (before: Appointment, after: Appointment) => {
    const id = `moved ${after.id} ${after.revision}`;
    const back = async () => {
      notifications.hide(id);
      await changeAppointment(after.id, {
        revision: after.revision,
        starts_at: before.starts_at,
        ends_at: before.ends_at,
        resource_id: before.resource_id,
        outside_hours: true,
      }).catch((error) => tell(error, t('undo_failed')));
    };
    notifications.show({
      id,
      color: 'ok',
      autoClose: 10_000,
      closeButtonProps: { 'aria-label': shell('close') },
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">
            {t('moved', { title: after.title, when: words(after.starts_at, after.ends_at) })}
          </Text>
          <Button variant="outline" onClick={() => void back()}>
            {t('undo')}
          </Button>
        </Group>
      ),
    });
  };

  /** @param putBack shows it where it was.
   *  @returns whether it has moved. */
  const move = async (a: Appointment, to: Move, putBack: () => void, any_hour = false): Promise<boolean> => {
    try {
      const after = await changeAppointment(a.id, {
        revision: a.revision,
        starts_at: isoOf(to.from, zone),
        ends_at: isoOf(to.to, zone),
        ...(to.resource_id && { resource_id: to.resource_id }),
        ...(any_hour && { outside_hours: true }),
      });
      said(a, after);
      return true;
    } catch (error) {
      putBack();
      const other = inTheWay(error);
      if (other)
        notifications.show({
          color: 'bad',
          autoClose: 12_000,
          closeButtonProps: { 'aria-label': shell('close') },
          title: t('taken'),
          message: t('taken_by', {
            title: other.title,
            name: other.contact_name || '—',
            when: words(other.starts_at, other.ends_at),
          }),
        });
      else if (outsideHours(error))
        confirm.ask({
          title: t('outside_title'),
          text: t('outside_text'),
          act: t('outside_act'),
          run: () => void move(a, to, () => {}, true),
        });
      else tell(error, t('move_failed'));
      return false;
    }
  };
  return { move, dialog: confirm.dialog };
}
