import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../api/problem';
import { Facts } from '../../ui/Facts';
import { useFormat } from '../../ui/format';
import { ProblemNote } from '../../ui/ProblemNote';
import { SidePanel } from '../../ui/SidePanel';
import { Loading } from '../../ui/states';
import classes from './Actors.module.css';
import { Commands } from './Commands';
import { Inside } from './Inside';
import { State } from './State';
import { pathTo } from './tree';
import { type Actor, conversationOf } from './types';
import type { useCommand } from './useCommand';
import { useInside } from './useInside';

type Control = ReturnType<typeof useCommand>;

/** One actor: the way to it from the root, what it does, what can be done with it. */
export function ActorPanel({
  actor,
  actors,
  control,
  running,
  onOpen,
  onClose,
}: {
  actor: Actor;
  actors: ReadonlyMap<string, Actor>;
  control: Control;
  running: boolean;
  onOpen: (actor: Actor) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('actors');
  const format = useFormat();
  const conversation = conversationOf(actor);
  return (
    <SidePanel title={actor.name} onClose={onClose}>
      <nav className={classes.path} aria-label={t('path')}>
        {pathTo(actors, actor.id).map((above, i) => (
          <Fragment key={above.id}>
            {i > 0 && <span aria-hidden="true">/</span>}
            {above.id === actor.id ? (
              <span className="mono" aria-current="true">
                {above.name}
              </span>
            ) : (
              <Anchor component="button" type="button" className="mono" onClick={() => onOpen(above)}>
                {above.name}
              </Anchor>
            )}
          </Fragment>
        ))}
      </nav>
      <Stack gap="md">
        <Commands actor={actor} control={control} />
        {conversation ? (
          <OfConversation id={conversation} running={running} />
        ) : (
          <Facts
            items={[
              [t('column.state'), <State key="s" state={actor.state} />],
              [t('column.handled'), format.number(actor.processed)],
              [t('fact.busy'), t('ms', { n: format.number(actor.busy_us / 1000, 1) })],
              [t('fact.per_message'), t('ms', { n: format.number(perMessage(actor), 3) })],
              [t('column.restarts'), format.number(actor.restarts)],
              [t('column.error'), actor.last_error],
              [t('fact.age'), format.span(actor.age_ms)],
            ]}
          />
        )}
      </Stack>
    </SidePanel>
  );
}

/** A conversation that is not in memory: what the store knows of it. */
export function SleepingPanel({
  id,
  running,
  onClose,
}: {
  id: string;
  running: boolean;
  onClose: () => void;
}) {
  return (
    <SidePanel title={`conversation/${id}`} onClose={onClose}>
      <OfConversation id={id} running={running} />
    </SidePanel>
  );
}

function OfConversation({ id, running }: { id: string; running: boolean }) {
  const { t } = useTranslation('actors');
  const { detail, turns } = useInside(id, running);
  const asleep = detail.error && problemOf(detail.error).kind === 'missing';
  return (
    <>
      <Anchor component={Link} to={`/inbox/${id}`} size="sm">
        {t('open_conversation')}
      </Anchor>
      {asleep && <Text size="sm">{t('asleep_text')}</Text>}
      {detail.error && !asleep && <ProblemNote error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.data && !asleep ? <Inside detail={detail.data} turns={turns} /> : !detail.error && <Loading />}
    </>
  );
}

const perMessage = (actor: Actor) => (actor.processed === 0 ? 0 : actor.busy_us / 1000 / actor.processed);
