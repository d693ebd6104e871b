import { ActionIcon, Anchor, Button, Group, SegmentedControl, Select, Text, Title } from '@mantine/core';
import {
  IconCalendarDown,
  IconChevronLeft,
  IconChevronRight,
  IconPlus,
  IconUsersGroup,
  IconWorld,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useAddress } from '../../ui/address';
import classes from './agenda.module.css';
import type { Shown } from './index';
import type { Resource } from './types';
import { dateField, isoOf, step, titleOf, views, wallOf } from './zone';

export function Toolbar({
  shown,
  chosen,
  range,
  onManage,
}: {
  shown: Shown;
  chosen?: Resource;
  range: [from: number, to: number];
  onManage: () => void;
}) {
  const { t, i18n } = useTranslation('agenda');
  const may = useMay('agenda:write');
  const [, change] = useAddress();
  const { view, wall, zone, resources } = shown;
  const go = (to: number) => change({ date: dateField(to) });
  const today = wallOf(Date.now(), zone);
  const calendar = new URLSearchParams({
    from: isoOf(range[0], zone),
    to: isoOf(range[1], zone),
    ...(chosen && { resource: chosen.id }),
  });
  return (
    <div className={classes.toolbar}>
      <Group gap="sm">
        <Group gap={4}>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={t('back')}
            onClick={() => go(step(view, wall, -1))}
          >
            <IconChevronLeft size={16} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={t('forth')}
            onClick={() => go(step(view, wall, 1))}
          >
            <IconChevronRight size={16} />
          </ActionIcon>
        </Group>
        <Button variant="default" onClick={() => go(today)}>
          {t('today')}
        </Button>
        <Title order={2} className={classes.range} aria-live="polite">
          {titleOf(view, wall, i18n.language)}
        </Title>
        <Text size="xs" c="dimmed" className={classes.zone}>
          <IconWorld size={13} aria-hidden="true" /> {t('zone', { zone })}
        </Text>
      </Group>
      <Group gap="sm">
        <SegmentedControl
          size="xs"
          aria-label={t('views')}
          value={view}
          onChange={(next) => change({ view: next })}
          data={views.map((v) => ({ value: v, label: t(`view.${v}`) }))}
        />
        <Select
          size="xs"
          w={170}
          aria-label={t('resource')}
          value={chosen?.id ?? ''}
          onChange={(id) => change({ resource: id ?? '' })}
          data={[
            { value: '', label: t('all_resources') },
            ...resources.map((r) => ({ value: r.id, label: r.name })),
          ]}
        />
        <Button variant="default" leftSection={<IconUsersGroup size={15} />} onClick={onManage}>
          {t('resources')}
        </Button>
        <Anchor
          href={`/api/v1/appointments/calendar.ics?${calendar}`}
          download="agenda.ics"
          size="sm"
          className={classes.ics}
        >
          <IconCalendarDown size={15} aria-hidden="true" /> {t('ics')}
        </Anchor>
        <Button
          leftSection={<IconPlus size={15} />}
          disabled={!may || resources.every((r) => !r.active)}
          title={may ? undefined : t('may_not')}
          onClick={() => shown.onNew({})}
        >
          {t('new')}
        </Button>
      </Group>
    </div>
  );
}
