import { Button, Kbd, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlayerPause, IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useServerNow } from '../../live/hooks';
import { useKeys } from '../../shell/keys';
import { useAddress } from '../../ui/address';
import { useFormat } from '../../ui/format';
import { Screen } from '../../ui/Screen';
import { ActorList } from './ActorList';
import { ActorPanel, SleepingPanel } from './ActorPanel';
import classes from './Actors.module.css';
import { ClusterMap } from './ClusterMap';
import { Nodes } from './Nodes';
import type { Actor } from './types';
import { conversationOf } from './types';
import { useActors, useConversationNames } from './useActors';
import { useCommand } from './useCommand';

const views = ['tree', 'mailbox', 'restarts', 'map'] as const;
export type View = (typeof views)[number];

export default function Actors() {
  const { t } = useTranslation('actors');
  const format = useFormat();
  const [address, go] = useAddress();
  const [typed, setTyped] = useState(address.q ?? '');
  const [q] = useDebouncedValue(typed, 250);
  const [paused, setPaused] = useState(false);
  const mayRead = useMay('conversations:read');
  const { tree, nodes, running, held } = useActors(q, paused);
  const conversations = useConversationNames(q, mayRead);
  const now = useServerNow(1000);
  const control = useCommand();
  useKeys({ p: () => setPaused(!paused) });

  const view = views.find((v) => v === address.view) ?? 'tree';
  const cluster = useMemo(
    () => [...nodes.rows.values()].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })),
    [nodes.rows],
  );
  const chosen = useMemo(
    () => find(tree.rows, address.conversation, address.actor),
    [tree.rows, address.conversation, address.actor],
  );
  const open = (actor: Actor) => {
    const conversation = conversationOf(actor);
    go(conversation ? { conversation, actor: '' } : { actor: actor.name, conversation: '' });
  };
  const close = () => go({ conversation: '', actor: '' });

  return (
    <Screen
      title={t('title')}
      padded={false}
      actions={
        <Button
          variant={paused ? 'filled' : 'default'}
          aria-pressed={paused}
          leftSection={paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
          rightSection={<Kbd size="xs">P</Kbd>}
          onClick={() => setPaused(!paused)}
        >
          {paused ? t('go_on', { count: held, n: format.number(held) }) : t('hold')}
        </Button>
      }
    >
      <div className={classes.column}>
        <Nodes nodes={cluster} now={now} />
        <div className={classes.tools}>
          <TextInput
            className={classes.search}
            value={typed}
            onChange={(e) => setTyped(e.currentTarget.value)}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            placeholder={t('search')}
            aria-label={t('search')}
          />
          <SegmentedControl
            size="xs"
            value={view}
            onChange={(next) => go({ view: next === 'tree' ? '' : next })}
            aria-label={t('views')}
            data={views.map((v) => ({ value: v, label: t(`view.${v}`) }))}
          />
        </div>
        {view === 'map' ? (
          <ClusterMap nodes={cluster} />
        ) : (
          <ActorList
            view={view}
            table={tree}
            q={q}
            running={running}
            conversations={conversations}
            selected={chosen ? String(chosen.id) : (address.conversation ?? null)}
            onOpen={open}
            onFound={(conversation) => go({ conversation, actor: '' })}
          />
        )}
      </div>
      {chosen ? (
        <ActorPanel
          key={chosen.name}
          actor={chosen}
          actors={tree.rows}
          control={control}
          running={running}
          onOpen={open}
          onClose={close}
        />
      ) : (
        address.conversation && <SleepingPanel id={address.conversation} running={running} onClose={close} />
      )}
      {control.dialog}
    </Screen>
  );
}

function find(actors: ReadonlyMap<string, Actor>, conversation?: string, name?: string): Actor | undefined {
  if (!conversation && !name) return undefined;
  for (const actor of actors.values())
    if (conversation ? conversationOf(actor) === conversation : actor.name === name) return actor;
  return undefined;
}
