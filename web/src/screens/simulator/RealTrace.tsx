import { Anchor, Group, Text } from '@mantine/core';
import { IconMessages, IconTopologyStar3 } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { useLive } from '../../live/hooks';
import { TraceTurn } from '../../ui/phone/TraceTurn';
import { Loaded } from '../../ui/states';
import type { Message, TurnRow } from './types';

const turns_shown = 30;

type Rows = ReadonlyMap<string, unknown>;

/** The turns, each with what came of it, the newest first. */
export function withMessages(turns: readonly TurnRow[], rows: Rows): { turn: TurnRow; sent: Message[] }[] {
  const messages = [...rows].filter(([key]) => key !== 'conversation').map(([, row]) => row as Message);
  return turns
    .map((turn) => ({
      turn,
      sent: messages.filter((m) => m.version === turn.version && m.direction === 'outbound'),
    }))
    .toReversed();
}

const saidIn = (rows: Rows, version: number): string | undefined =>
  [...rows.values()]
    .map((row) => row as Message)
    .find((m) => m.version === version && m.direction === 'inbound')?.text;

function Links({ id }: { id: string }) {
  const { t } = useTranslation('simulator');
  const seesActors = useMay('actors:read');
  return (
    <Group gap="lg">
      <Anchor component={Link} to={`/inbox/${id}`} size="sm">
        <Group gap={4} wrap="nowrap">
          <IconMessages size={16} aria-hidden="true" />
          {t('to_inbox')}
        </Group>
      </Anchor>
      {seesActors && (
        <Anchor component={Link} to={`/actors?conversation=${id}`} size="sm">
          <Group gap={4} wrap="nowrap">
            <IconTopologyStar3 size={16} aria-hidden="true" />
            {t('to_actor')}
          </Group>
        </Anchor>
      )}
    </Group>
  );
}

/** What the engine did with each message of the thread: cause → flow → step → what was sent. */
export function RealTrace({ id, answeredIn }: { id: string; answeredIn: number | null }) {
  const { t } = useTranslation('simulator');
  const { rows } = useLive<{ version: number }>('conversation', { id });
  const version = rows.get('conversation')?.version ?? 0;
  const turns = useQuery({
    queryKey: ['turns', id, version],
    queryFn: async () => {
      const query = { from: Math.max(1, version - turns_shown + 1), limit: turns_shown };
      const { items } = await ask(
        api.GET('/api/v1/conversations/{id}/turns', { params: { path: { id }, query: query as never } }),
      );
      return (items ?? []) as TurnRow[];
    },
    enabled: version > 0,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Links id={id} />
      {answeredIn !== null && (
        <Text size="sm" c="dimmed" data-testid="answered-in">
          {t('answered_in', { ms: answeredIn })}
        </Text>
      )}
      <Loaded query={turns}>
        {(list) =>
          withMessages(list, rows).map(({ turn, sent }) => (
            <TraceTurn
              key={turn.turn}
              title={
                saidIn(rows, turn.version) ??
                t(`cause.${turn.causes[0]?.kind ?? 'other'}`, { defaultValue: turn.causes[0]?.kind ?? '' })
              }
              at={turn.at}
              lines={[
                ...turn.trace,
                ...sent.map((m) => ({
                  node: '',
                  what: 'sent',
                  detail: `${m.type}: ${m.text}${m.status ? ` · ${m.status}` : ''}`,
                })),
              ]}
            />
          ))
        }
      </Loaded>
    </>
  );
}
