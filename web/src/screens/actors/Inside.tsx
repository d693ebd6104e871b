import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../ui/Facts';
import { useFormat } from '../../ui/format';
import { Json } from '../../ui/Json';
import classes from './Actors.module.css';
import { State } from './State';
import type { Inside as Detail, Turn } from './useInside';

/** What a conversation's actor holds: who speaks, the newest lines, variables, what waits, the last turns. */
export function Inside({ detail, turns }: { detail: Detail; turns: readonly Turn[] }) {
  const { t } = useTranslation('actors');
  const format = useFormat();
  const [raw, setRaw] = useState(false);
  const run = runOf(detail.state);
  const variables = Object.entries(run?.variables ?? {});
  return (
    <>
      <Facts
        items={[
          [t('column.state'), detail.resident ? <State key="s" state={detail.actor.state} /> : t('asleep')],
          [t('fact.mode'), t(`mode.${detail.mode}`, { defaultValue: '' })],
          [t('fact.silent_until'), detail.human_override_until && format.moment(detail.human_override_until)],
          [t('fact.version'), format.number(detail.version)],
          [t('fact.step'), run?.node && <span className="mono">{run.node}</span>],
          [t('fact.in_hand'), detail.pending.join(', ')],
        ]}
      />
      <Section title={t('memory')}>
        {detail.memory === null && <Text size="sm">{t('memory_hidden')}</Text>}
        {detail.memory?.length === 0 && <Text size="sm">{t('memory_none')}</Text>}
        <ol className={classes.memory}>
          {detail.memory?.map((m) => (
            <li key={m.seq} data-author={m.author}>
              <div className={classes.by}>
                {t(`author.${m.author}`, { defaultValue: m.author })} · {m.at ? format.time(m.at) : ''}
              </div>
              <div dir="auto">{m.text || t(`message`, { type: m.type })}</div>
            </li>
          ))}
        </ol>
      </Section>
      {variables.length > 0 && (
        <Section title={t('variables')}>
          <Facts
            items={variables.map(([name, value]) => [
              name,
              <bdi key={name} className="mono">
                {typeof value === 'string' ? value : JSON.stringify(value)}
              </bdi>,
            ])}
          />
        </Section>
      )}
      <Section title={t('turns')}>
        {turns.length === 0 && <Text size="sm">{t('turns_none')}</Text>}
        <ol className={classes.turns}>
          {turns.slice(0, 10).map((turn) => (
            <TurnLine key={turn.version} turn={turn} />
          ))}
        </ol>
      </Section>
      <Section title={t('whole_state')}>
        <Button variant="default" onClick={() => setRaw(!raw)} aria-expanded={raw}>
          {raw ? t('hide_json') : t('show_json')}
        </Button>
        {raw && <Json value={detail.state} label={t('whole_state')} />}
      </Section>
    </>
  );
}

export function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function TurnLine({ turn }: { turn: Turn }) {
  const { t } = useTranslation('actors');
  const format = useFormat();
  return (
    <li>
      <b>{turn.causes.map((c) => t(`cause.${c.kind}`, { defaultValue: c.kind ?? '' })).join(', ')}</b> ·{' '}
      {format.time(turn.at)} · {t('turn', { n: turn.version })}
      <ul className={classes.trace}>
        {turn.trace.slice(0, 6).map((line, i) => (
          <li key={`${i}${line.node}`}>{[line.node, line.what, line.detail].filter(Boolean).join(' · ')}</li>
        ))}
      </ul>
    </li>
  );
}

type Run = { node?: string; variables?: Record<string, unknown> };

const runOf = (state: Detail['state']): Run | undefined => (state as { run?: Run } | null)?.run;
