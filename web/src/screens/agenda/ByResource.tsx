import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type DragEvent, type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { Empty } from '../../ui/states';
import classes from './agenda.module.css';
import { Block } from './Block';
import type { Shown } from './index';
import { type Appointment, colourOf, markOf, type Resource } from './types';
import { hour, rangeOf, wallOfIso } from './zone';

const rowHeight = 48; // of an hour
const quarter = hour / 4;

type Held = { appointment: Appointment; grip: number };

function Column({
  resource,
  shown,
  from,
  first,
  hours,
  held,
  onHold,
}: {
  resource: Resource;
  shown: Shown;
  from: number;
  first: number;
  hours: number;
  held: Held | null;
  onHold: (held: Held | null) => void;
}) {
  const { t } = useTranslation('agenda');
  const may = useMay('agenda:write');
  const mine = shown.appointments.filter((a) => a.resource_id === resource.id);
  /** The quarter of an hour under the pointer. */
  const wallAt = (event: MouseEvent | DragEvent, grip = 0) => {
    const top = event.currentTarget.getBoundingClientRect().top;
    const wall = from + first * hour + ((event.clientY - top - grip) / rowHeight) * hour;
    return Math.round(wall / quarter) * quarter;
  };
  return (
    <div className={classes.column}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the head's button does the same by keyboard */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: likewise */}
      <div
        className={classes.slots}
        style={{ height: hours * rowHeight }}
        onClick={(event) => {
          if (!may || !resource.active || event.target !== event.currentTarget) return;
          const wall = Math.floor(wallAt(event) / (hour / 2)) * (hour / 2);
          shown.onNew({ from: wall, to: wall + hour / 2, resource_id: resource.id });
        }}
        onDragOver={(event) => {
          if (held) event.preventDefault();
        }}
        onDrop={(event) => {
          event.preventDefault();
          if (!held) return;
          const a = held.appointment;
          const start = wallAt(event, held.grip);
          const length = Date.parse(a.ends_at) - Date.parse(a.starts_at);
          onHold(null);
          void shown.moves.move(a, { from: start, to: start + length, resource_id: resource.id }, () => {});
        }}
      >
        {mine.map((a) => {
          const start = wallOfIso(a.starts_at, shown.zone);
          const length = Date.parse(a.ends_at) - Date.parse(a.starts_at);
          return (
            <UnstyledButton
              key={a.id}
              className={classes.event}
              data-status={a.status}
              draggable={may}
              onDragStart={(event: DragEvent) => {
                const top = event.currentTarget.getBoundingClientRect().top;
                onHold({ appointment: a, grip: event.clientY - top });
              }}
              onDragEnd={() => onHold(null)}
              onClick={() => shown.onOpen(a)}
              style={{
                top: ((start - from) / hour - first) * rowHeight,
                height: Math.max(24, (length / hour) * rowHeight - 2),
                borderLeftColor: `var(--${colourOf[a.status]})`,
              }}
            >
              <Block appointment={a} zone={shown.zone} small={length < hour} brief={length < hour} />
            </UnstyledButton>
          );
        })}
        {mine.length === 0 && <span className="only-read-aloud">{t('free_day')}</span>}
      </div>
    </div>
  );
}

/** One day, a column a resource. */
export function ByResource(shown: Shown) {
  const { t } = useTranslation('agenda');
  const may = useMay('agenda:write');
  const [held, setHeld] = useState<Held | null>(null);
  const [from] = rangeOf('people', shown.wall);
  const columns = shown.resources.filter(
    (r) => r.active || shown.appointments.some((a) => a.resource_id === r.id),
  );
  if (columns.length === 0) return <Empty title={t('no_resources')}>{t('no_resources_hint')}</Empty>;
  const starts = shown.appointments.map((a) => (wallOfIso(a.starts_at, shown.zone) - from) / hour);
  const ends = shown.appointments.map((a) => (wallOfIso(a.ends_at, shown.zone) - from) / hour);
  const first = Math.max(0, Math.min(8, ...starts.map(Math.floor)));
  const last = Math.min(24, Math.max(20, ...ends.map(Math.ceil)));
  const hours = Array.from({ length: last - first }, (_, i) => first + i);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, and has to by keyboard too
    <section className={classes.people} tabIndex={0} aria-label={t('view.people')}>
      <div className={classes.heads}>
        <div className={classes.clock} />
        {columns.map((r) => (
          <div key={r.id} className={classes.head}>
            <span className={classes.mark} style={{ background: markOf(r.colour) }} aria-hidden="true" />
            <bdi className={classes.what}>{r.name}</bdi>
            <ActionIcon
              variant="subtle"
              aria-label={t('new_with', { name: r.name })}
              disabled={!may || !r.active}
              onClick={() => shown.onNew({ from: from + 9 * hour, to: from + 9.5 * hour, resource_id: r.id })}
            >
              <IconPlus size={15} />
            </ActionIcon>
          </div>
        ))}
      </div>
      <div className={classes.grid}>
        <div className={classes.clock}>
          {hours.map((h) => (
            <div key={h} style={{ height: rowHeight }}>
              {String(h).padStart(2, '0')}:00
            </div>
          ))}
        </div>
        {columns.map((r) => (
          <Column
            key={r.id}
            resource={r}
            shown={shown}
            from={from}
            first={first}
            hours={hours.length}
            held={held}
            onHold={setHeld}
          />
        ))}
      </div>
    </section>
  );
}
