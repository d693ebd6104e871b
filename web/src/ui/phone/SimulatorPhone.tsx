import { Stack, Tabs } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../ProblemNote';
import { linesOf, windowUntil } from './acts';
import { CallForm } from './CallForm';
import { IdentityForm } from './IdentityForm';
import { Phone } from './Phone';
import { PlayState } from './PlayState';
import { PlayTools } from './PlayTools';
import { PlayTrace } from './PlayTrace';
import { SaveTest } from './SaveTest';
import classes from './SimulatorPhone.module.css';
import type { Identity } from './types';
import { usePlay } from './usePlay';
import { WindowState } from './WindowState';

const nobody: Identity = { name: 'Ana', locale: '', tags: [], attributes: {} };

/** Steps of a graph, in its order: where a run can begin. */
const stepsOf = (graph: unknown): string[] => {
  const nodes = (graph as { nodes?: Record<string, unknown> } | null | undefined)?.nodes;
  return nodes && typeof nodes === 'object' ? Object.keys(nodes) : [];
};

/**
 * A phone that talks with a flow as it is written now; nothing of it is real.
 * @param graph what is tried; absent: the draft of `flowId`
 * @param onNode where the run stands after each act; null: nowhere
 * @param onSavedTest the draft of `flowId` has a test more
 */
export function SimulatorPhone({
  graph,
  flowId,
  onNode,
  onSavedTest,
}: {
  graph?: unknown;
  flowId?: number;
  onNode?: (nodeId: string | null) => void;
  onSavedTest?: () => void;
}) {
  const { t } = useTranslation('phone');
  const [identity, setIdentity] = useState(nobody);
  const [saving, setSaving] = useState(false);
  const play = usePlay(() => ({ flow: flowId, graph, identity }));
  const { turns, now, begun, busy, problem, act, restart } = play;
  const lines = useMemo(() => linesOf(turns), [turns]);
  const node = now?.node || null;
  useEffect(() => onNode?.(node), [node, onNode]);
  // Who the customer is, and which flow it is, counts from the beginning: they begin anew.
  useEffect(() => {
    if (begun) void restart();
  }, [identity, flowId]);
  return (
    <div className={classes.whole}>
      <div className={classes.left}>
        <PlayTools
          play={play}
          steps={stepsOf(graph)}
          stale={begun !== null && begun.graph !== graph}
          onSave={() => setSaving(true)}
        />
        <Phone
          title={identity.name ? t('title_with', { name: identity.name }) : t('title')}
          label={t('label')}
          sub={now && <WindowState clock={now.clock} until={windowUntil(turns)} />}
          lines={lines}
          busy={busy}
          closed={now ? undefined : t('not_begun')}
          onText={(text) => act({ text })}
          onTap={({ id, title }) => void act({ tap: { id, title } })}
          onPlace={(location) => void act({ location })}
          onMedia={(media) => void act({ media })}
        />
      </div>
      <Stack className={classes.side} gap="sm">
        {problem && <ProblemNote error={problem} onRetry={() => void restart()} />}
        {now?.call && (
          <CallForm key={turns.length} call={now.call} onAnswer={(answer) => void act({ answer })} />
        )}
        <Tabs defaultValue="trace" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="trace">{t('tab.trace')}</Tabs.Tab>
            <Tabs.Tab value="state">{t('tab.state')}</Tabs.Tab>
            <Tabs.Tab value="who">{t('tab.who')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="trace">
            <PlayTrace turns={turns} />
          </Tabs.Panel>
          <Tabs.Panel value="state">{now && <PlayState play={now} />}</Tabs.Panel>
          <Tabs.Panel value="who">
            <IdentityForm identity={identity} onUse={setIdentity} />
          </Tabs.Panel>
        </Tabs>
      </Stack>
      {saving && begun && (
        <SaveTest
          begun={begun}
          turns={turns}
          flowId={flowId}
          onClose={() => setSaving(false)}
          onSaved={onSavedTest}
        />
      )}
    </div>
  );
}
