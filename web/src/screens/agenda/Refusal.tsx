import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconCalendarX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FormProblem } from '../../ui/FormProblem';
import { changedMeanwhile, inTheWay, outsideHours } from './server';
import type { Appointment } from './types';
import { spanText, wallOfIso } from './zone';

const fields = ['title', 'resource_id', 'starts_at', 'ends_at', 'notes', 'contact_name'];

/** Why an appointment was not saved, and what can be done: another one has the place, the place is closed, or somebody
 *  has changed it meanwhile. */
export function Refusal({
  error,
  zone,
  onAnyway,
  onTheirs,
}: {
  error: unknown;
  zone: string;
  onAnyway: () => void;
  onTheirs?: (theirs: Appointment) => void;
}) {
  const { t, i18n } = useTranslation('agenda');
  if (!error) return null;
  const when = (a: { starts_at: string; ends_at: string }) =>
    spanText(wallOfIso(a.starts_at, zone), wallOfIso(a.ends_at, zone), i18n.language);
  const other = inTheWay(error);
  const theirs = changedMeanwhile(error);
  if (other)
    return (
      <Alert role="alert" color="bad" variant="light" icon={<IconCalendarX size={18} />} title={t('taken')}>
        {t('taken_by', { title: other.title, name: other.contact_name || '—', when: when(other) })}
      </Alert>
    );
  if (theirs)
    return (
      <Alert role="alert" color="warn" variant="light" title={t('changed')}>
        <Stack gap="xs" align="flex-start">
          <Text size="sm">
            {t('changed_to', {
              title: theirs.title,
              when: when(theirs),
              state: t(`status.${theirs.status}`),
            })}
          </Text>
          {onTheirs && (
            <Button variant="outline" onClick={() => onTheirs(theirs)}>
              {t('take_theirs')}
            </Button>
          )}
        </Stack>
      </Alert>
    );
  if (outsideHours(error))
    return (
      <Alert role="alert" color="warn" variant="light" title={t('outside_title')}>
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{t('outside_text')}</Text>
          <Button variant="outline" onClick={onAnyway}>
            {t('outside_act')}
          </Button>
        </Stack>
      </Alert>
    );
  return <FormProblem error={error} fields={fields} />;
}
