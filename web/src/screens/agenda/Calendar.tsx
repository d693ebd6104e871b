import FullCalendar from '@fullcalendar/react';
import dayGrid from '@fullcalendar/react/daygrid';
import interaction from '@fullcalendar/react/interaction';
import esLocale from '@fullcalendar/react/locales/es';
import ptLocale from '@fullcalendar/react/locales/pt-br';
import theme from '@fullcalendar/react/themes/breezy';
import timeGrid from '@fullcalendar/react/timegrid';
import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/breezy/theme.css';
import './calendar.css';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { readHours, weekdays } from '../../ui/hours';
import classes from './agenda.module.css';
import { Block } from './Block';
import type { Shown } from './index';
import { type Appointment, colourOf } from './types';
import { dateField, hour, timeField, wallOf, wallOfIso } from './zone';

const names = { day: 'timeGridDay', week: 'timeGridWeek', month: 'dayGridMonth' } as const;
const locales = { es: [esLocale], pt: [ptLocale] } as Record<string, (typeof esLocale)[]>;

/** Hour that a day begins with on the screen; the night is above. */
const morning = 8;

/** What is no longer has room for one line. */
const one_line_ms = 45 * 60_000;
const lasts = (a: Appointment) => Date.parse(a.ends_at) - Date.parse(a.starts_at);

/** A wall moment as the calendar reads it: it reckons in UTC, so that the browser's zone never comes in. */
const text = (wall: number) => `${dateField(wall)}T${timeField(wall)}:00Z`;

const openHours = (hours: string) => {
  const week = readHours(hours);
  if (!week || hours === '') return false;
  return weekdays.flatMap((name, at) =>
    week.days[name].map((span) => ({
      daysOfWeek: [(at + 1) % 7],
      startTime: span.from,
      endTime: span.to > span.from ? span.to : '24:00',
    })),
  );
};

/** Day, week and month. */
export default function Calendar({ view, wall, zone, hours, resources, appointments, ...acts }: Shown) {
  const { t, i18n } = useTranslation('agenda');
  const may = useMay('agenda:write');
  const byId = useMemo(() => new Map(appointments.map((a) => [a.id, a])), [appointments]);
  const events = useMemo(
    () =>
      appointments.map((a) => ({
        id: a.id,
        title: a.title,
        start: text(wallOfIso(a.starts_at, zone)),
        end: text(wallOfIso(a.ends_at, zone)),
        color: `var(--${colourOf[a.status]})`,
        editable: may,
      })),
    [appointments, zone, may],
  );
  const business = useMemo(() => openHours(hours), [hours]);
  const nameOf = (a: Appointment) => resources.find((r) => r.id === a.resource_id);
  const moved = (info: {
    event: { id: string; start: Date | null; end: Date | null };
    revert: () => void;
  }) => {
    const a = byId.get(info.event.id);
    if (!a || !info.event.start) return info.revert();
    const from = info.event.start.getTime();
    const length = Date.parse(a.ends_at) - Date.parse(a.starts_at);
    const to = info.event.end?.getTime() ?? from + length;
    void acts.moves.move(a, { from, to }, info.revert);
  };
  const shown = `${view} ${dateField(wall)} ${zone}`;
  const scroller = useRef<HTMLElement>(null);
  useEffect(() => {
    const box = scroller.current;
    const inside = box?.firstElementChild;
    if (!box || !inside || view === 'month') return;
    // Known only when the calendar has been drawn.
    const drawn = new ResizeObserver(() => {
      if (box.scrollHeight <= box.clientHeight) return;
      box.scrollTop = (box.scrollHeight * morning) / 24;
      drawn.disconnect();
    });
    drawn.observe(inside);
    return () => drawn.disconnect();
  }, [view]);
  return (
    // The scroller is ours, so that keys reach it when nothing in the calendar takes the focus.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys
    <section className={classes.calendar} ref={scroller} tabIndex={0} aria-label={t('title')}>
      <FullCalendar
        key={shown}
        plugins={[dayGrid, timeGrid, interaction, theme]}
        locales={locales[i18n.language] ?? []}
        locale={i18n.language === 'pt' ? 'pt-br' : i18n.language}
        initialView={names[view as keyof typeof names] ?? names.week}
        initialDate={dateField(wall)}
        timeZone="UTC"
        now={() => new Date(wallOf(Date.now(), zone))}
        firstDay={1}
        height="auto"
        tableHeaderSticky
        headerToolbar={false}
        editable={may}
        selectable={may}
        selectMirror
        nowIndicator
        eventInteractive
        allDaySlot={false}
        slotDuration="00:30:00"
        snapDuration="00:15:00"
        slotMinTime="00:00:00"
        dayMaxEvents={4}
        businessHours={business}
        eventTimeFormat={{ hour: '2-digit', minute: '2-digit', hour12: false }}
        slotHeaderFormat={{ hour: '2-digit', minute: '2-digit', hour12: false }}
        events={events}
        eventContent={(shown: { event: { id: string } }) => {
          const a = byId.get(shown.event.id);
          return a ? (
            <Block
              appointment={a}
              zone={zone}
              resource={nameOf(a)}
              small={view === 'month' || lasts(a) <= one_line_ms}
              brief={view === 'month'}
            />
          ) : null;
        }}
        eventClick={(info: { event: { id: string } }) => {
          const a = byId.get(info.event.id);
          if (a) acts.onOpen(a);
        }}
        select={(span: { start: Date; end: Date; allDay: boolean }) => {
          // A day of the month's view is no time: nine in the morning is offered.
          const from = span.start.getTime() + (span.allDay ? 9 * hour : 0);
          acts.onNew({ from, to: span.allDay ? from + hour / 2 : span.end.getTime() });
        }}
        eventDrop={moved}
        eventResize={moved}
      />
    </section>
  );
}
