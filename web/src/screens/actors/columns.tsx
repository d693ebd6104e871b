import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { Sparkline } from '../../ui/Sparkline';
import classes from './Actors.module.css';
import { Mailbox } from './Mailbox';
import { type Pace, perSecond } from './pace';
import { State } from './State';
import type { Line } from './tree';
import { conversationOf } from './types';

type Given = {
  paces: ReadonlyMap<number, Pace>;
  /** Contacts by conversation. */
  names: ReadonlyMap<string, string>;
  now: number;
  /** Opens or closes what stands below; absent where there is no tree. */
  onToggle?: (id: number) => void;
  /** There is a panel beside the list: only what fits. */
  narrow: boolean;
};

/** What is left out where there is little room. */
const wide_only = new Set(['handled', 'busy', 'error']);

/** The columns of every view of actors. */
export function useColumns({ paces, names, now, onToggle, narrow }: Given): Column<Line>[] {
  const { t } = useTranslation('actors');
  const format = useFormat();
  const paceOf = (line: Line) => paces.get(line.actor.id);
  const peakOf = (line: Line) => Math.max(line.actor.mailbox_peak ?? 0, paceOf(line)?.peak ?? 0);
  const all: Column<Line>[] = [
    {
      key: 'name',
      label: t('column.actor'),
      cell: (line) => <Name line={line} names={names} onToggle={onToggle} />,
    },
    {
      key: 'state',
      label: t('column.state'),
      width: 150,
      cell: ({ actor }) => <State state={actor.state} />,
    },
    {
      key: 'mailbox',
      label: t('column.mailbox'),
      width: 150,
      number: true,
      order: (a, b) => a.actor.mailbox - b.actor.mailbox || peakOf(a) - peakOf(b),
      cell: (line) => <Mailbox now={line.actor.mailbox} peak={peakOf(line)} />,
    },
    {
      key: 'pace',
      label: t('column.pace'),
      width: 160,
      number: true,
      order: (a, b) => perSecond(paceOf(a)) - perSecond(paceOf(b)),
      cell: (line) => {
        const pace = paceOf(line);
        const rate = t('per_second', { n: format.number(perSecond(pace), 1) });
        return (
          <span className={classes.meter}>
            {pace && pace.history.length > 1 && (
              <Sparkline values={pace.history} width={64} label={t('pace_label', { rate })} />
            )}
            {rate}
          </span>
        );
      },
    },
    {
      key: 'handled',
      label: t('column.handled'),
      width: 96,
      number: true,
      order: (a, b) => a.actor.processed - b.actor.processed,
      cell: ({ actor }) => format.number(actor.processed),
    },
    {
      key: 'restarts',
      label: t('column.restarts'),
      width: 90,
      number: true,
      order: (a, b) => a.actor.restarts - b.actor.restarts,
      cell: ({ actor }) => format.number(actor.restarts),
    },
    {
      key: 'busy',
      label: t('column.busy'),
      width: 110,
      number: true,
      cell: (line) => {
        const ago = lastBusy(line, paceOf(line), now);
        return ago === null ? '—' : t('ago', { span: format.span(ago) });
      },
    },
    {
      key: 'error',
      label: t('column.error'),
      width: 150,
      cell: ({ actor }) => actor.last_error || '—',
    },
  ];
  return narrow ? all.filter((c) => !wide_only.has(c.key)) : all;
}

/** How long ago it was at work: as the server tells, or as was seen here. */
function lastBusy(line: Line, pace: Pace | undefined, now: number): number | null {
  const told = line.actor.last_busy_ms;
  if (told !== undefined && told !== null) return told;
  return pace?.busyAt ? Math.max(0, now - pace.busyAt) : null;
}

function Name({ line, names, onToggle }: { line: Line } & Pick<Given, 'names' | 'onToggle'>) {
  const { t } = useTranslation('actors');
  const { actor, depth, below, open } = line;
  const conversation = conversationOf(actor);
  const contact = conversation && names.get(conversation);
  return (
    <span className={classes.name} style={{ paddingLeft: onToggle ? depth * 18 : 0 }}>
      {onToggle && below > 0 && (
        <UnstyledButton
          className={classes.toggle}
          aria-expanded={open}
          aria-label={t(open ? 'close_below' : 'open_below', { name: actor.name })}
          onClick={(event) => {
            event.stopPropagation();
            onToggle(actor.id);
          }}
        >
          {open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
        </UnstyledButton>
      )}
      {onToggle && below === 0 && <span className={classes.toggle} />}
      {contact && <bdi>{contact}</bdi>}
      <span className="mono">{conversation ? conversation.slice(0, 8) : actor.name}</span>
      <span className={classes.kind}>{t(`kind.${actor.type}`, { defaultValue: actor.type })}</span>
      {!open && below > 0 && <span className={classes.kind}>{t('below', { count: below })}</span>}
    </span>
  );
}
