import { Button, Group, Text } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { useServerNow } from '../../live/hooks';
import type { Table } from '../../live/table';
import { DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { ProblemNote } from '../../ui/ProblemNote';
import { Empty, Loading } from '../../ui/states';
import { useColumns } from './columns';
import { usePaces } from './pace';
import { closedAtFirst, type Line, linesOf, matching } from './tree';
import { type Actor, conversationOf } from './types';
import { conversations_shown, type useConversationNames } from './useActors';

/** The actors as a tree, or the first of them by one number. */
export function ActorList({
  view,
  table,
  q,
  running,
  conversations,
  selected,
  onOpen,
  onFound,
}: {
  view: 'tree' | 'mailbox' | 'restarts';
  table: Table<Actor> & { error: string | null };
  q: string;
  running: boolean;
  conversations: ReturnType<typeof useConversationNames>;
  selected: string | null;
  onOpen: (actor: Actor) => void;
  /** A conversation that is not in memory was chosen. */
  onFound: (conversation: string) => void;
}) {
  const { t } = useTranslation('actors');
  const format = useFormat();
  const paces = usePaces(table.rows, running);
  const [closed, setClosed] = useClosed(table);
  const now = useServerNow(1000);
  const found = useMemo(
    () => new Set(q.trim().length >= 2 ? conversations.found.map((c) => c.id) : []),
    [q, conversations.found],
  );
  const lines = useMemo(() => {
    const kept = matching(table.rows, q, found);
    if (view === 'tree') return linesOf(kept, q.trim() ? new Set() : closed);
    const flat = kept.map((actor): Line => ({ actor, depth: 0, below: 0, open: false }));
    const weight = (l: Line) =>
      view === 'restarts'
        ? l.actor.restarts
        : l.actor.mailbox * 1e6 + Math.max(l.actor.mailbox_peak ?? 0, paces.get(l.actor.id)?.peak ?? 0);
    return flat.sort((a, b) => weight(b) - weight(a)).slice(0, 50);
  }, [table.rows, q, found, closed, view, paces]);
  const toggle = (id: number) =>
    setClosed((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const columns = useColumns({
    paces,
    names: conversations.names,
    now,
    onToggle: view === 'tree' ? toggle : undefined,
    narrow: selected !== null,
  });
  if (table.error) return <ProblemNote error={new Problem(table.error === 'forbidden' ? 403 : 500, {})} />;
  if (!table.loaded && table.rows.size === 0) return <Loading rows={12} />;
  const shown = new Set(lines.map((l) => conversationOf(l.actor)));
  const asleep = conversations.found.filter((c) => found.has(c.id) && !shown.has(c.id));
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={lines}
      keyOf={(l) => String(l.actor.id)}
      onOpen={(l) => onOpen(l.actor)}
      selected={selected}
      pulse={(l) => paces.get(l.actor.id)?.changes ?? 0}
      minWidth={selected === null ? 1180 : 820}
      empty={asleep.length === 0 && <Empty title={t('nothing')}>{t('nothing_hint')}</Empty>}
      foot={
        <>
          {asleep.length > 0 && (
            <Group p="md" gap="sm">
              <Text size="sm">{t('asleep_found')}</Text>
              {asleep.slice(0, 10).map((c) => (
                <Button key={c.id} variant="default" onClick={() => onFound(c.id)}>
                  <bdi>{c.contact_name || c.phone}</bdi>
                </Button>
              ))}
            </Group>
          )}
          {table.more && (
            <Text size="sm" p="md" c="dimmed">
              {t('too_many', { n: format.number(conversations_shown) })}
            </Text>
          )}
        </>
      }
    />
  );
}

/** What stands closed in the tree; decided once, when the first rows are there. */
function useClosed(table: Table<Actor>) {
  const state = useState<ReadonlySet<number>>(new Set());
  const [, setClosed] = state;
  const decided = useRef(false);
  useEffect(() => {
    if (decided.current || !table.loaded) return;
    decided.current = true;
    setClosed(closedAtFirst(table.rows.values(), table.more ? 0 : conversations_shown));
  }, [table, setClosed]);
  return state;
}
