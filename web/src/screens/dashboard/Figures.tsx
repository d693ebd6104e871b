import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import classes from './Dashboard.module.css';
import type { Behind, Overview } from './types';

/** The four numbers that say how it went. */
export function Figures({ overview, onOpen }: { overview: Overview; onOpen: (behind: Behind) => void }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const { conversations, containment, first_response, waiting_now, failures } = overview;
  const span = (ms: number | null) =>
    ms === null ? '—' : ms < 1000 ? `${format.number(ms)} ms` : format.span(ms);
  const open = (figure: Behind['figure'], title: string) => () => onOpen({ figure, title });
  return (
    <dl className={classes.figures}>
      <Figure
        name={t('figure.started')}
        number={format.number(conversations.started)}
        onOpen={open('started', t('figure.started'))}
        note={t('note.conversations', {
          active: format.number(conversations.active),
          resolved: format.number(conversations.resolved),
        })}
      />
      <Figure
        name={t('figure.bot_alone')}
        number={containment.share === null ? '—' : format.percent(containment.share)}
        onOpen={open('bot_alone', t('figure.bot_alone'))}
        note={t('note.bot_alone', {
          n: format.number(containment.by_bot_alone),
          of: format.number(containment.handled),
        })}
      />
      <Figure
        name={t('figure.waiting')}
        number={format.number(waiting_now.count)}
        onOpen={open('waiting', t('figure.waiting'))}
        note={t('note.waiting', { p50: span(first_response.p50_ms), p95: span(first_response.p95_ms) })}
      />
      <Figure
        name={t('figure.failures')}
        number={format.number(failures.messages)}
        onOpen={open('failed', t('figure.failures'))}
        note={t('note.failures')}
      />
    </dl>
  );
}

function Figure({
  name,
  number,
  note,
  onOpen,
}: {
  name: string;
  number: string;
  note: ReactNode;
  onOpen: () => void;
}) {
  const { t } = useTranslation('dashboard');
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd>
        <Anchor
          component="button"
          type="button"
          className={classes.number}
          aria-label={t('behind', { name, number })}
          onClick={onOpen}
        >
          {number}
        </Anchor>
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      </dd>
    </div>
  );
}
