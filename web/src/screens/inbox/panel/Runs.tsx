import { Button, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, newKey } from '../../../api/client';
import { useAct } from '../../../ui/act';
import { useConfirm } from '../../../ui/confirm';
import { When } from '../../../ui/When';
import { tame, tameLine } from '../../../ui/whatsapp/tame';
import { desk } from '../desk';
import shared from '../inbox.module.css';
import type { Conversation, Run } from '../types';
import { useMayWrite } from '../useDesk';
import { useFlowNames, useFlows } from '../useFlowNames';
import classes from './panel.module.css';

/** Where the bot is: the flow, its step, what it has gathered; and beginning or stopping one. */
export function Runs({ of }: { of: Conversation }) {
  const { t } = useTranslation('inbox');
  const may = useMayWrite();
  const query = useQuery({ queryKey: ['runs', of.id], queryFn: () => desk.runs(of.id), staleTime: 5_000 });
  const { refetch } = query;
  // A turn may have moved a run: the conversation's version says that there was one.
  useEffect(() => {
    void refetch();
  }, [of.version, refetch]);
  const running = (query.data?.items ?? []).filter((r) => r.status === 'running' || r.status === 'waiting');
  return (
    <section>
      <h3 className={shared.h3}>{t('runs.title')}</h3>
      {running.length === 0 && <div className={shared.small}>{t('runs.none')}</div>}
      {running.map((run) => (
        <RunLine key={run.number} run={run} may={may} />
      ))}
      {may && <Begin conversation={of.id} running={running.length > 0} />}
    </section>
  );
}

function RunLine({ run, may }: { run: Run; may: boolean }) {
  const { t } = useTranslation('inbox');
  const nameOf = useFlowNames();
  const confirm = useConfirm();
  const id = run.conversation_id;
  const renews = [['runs', id]];
  const stop = useAct(
    () =>
      ask(api.POST('/api/v1/conversations/{id}/runs/stop', { params: { path: { id } }, body: {} as never })),
    { renews },
  );
  const again = useAct(
    () =>
      ask(
        api.POST('/api/v1/conversations/{id}/runs/restart', { params: { path: { id } }, body: {} as never }),
      ),
    { renews },
  );
  const variables = Object.entries(run.variables ?? {});
  return (
    <div className={classes.run}>
      <div>
        <bdi>{nameOf(run.flow)}</bdi> <span className="mono">v{run.version}</span>
      </div>
      <div className={classes.nodes}>
        {run.node.split('/').map((node, i) => (
          <div key={i} className="mono" style={{ paddingLeft: i * 12 }}>
            └ {tameLine(node)}
          </div>
        ))}
      </div>
      <div className={shared.small}>
        {t(`runs.${run.status}`)} · <When at={run.started_at} />
      </div>
      {variables.length > 0 && (
        <details>
          <summary className={shared.small}>{t('runs.variables', { count: variables.length })}</summary>
          <dl className={classes.facts}>
            {variables.map(([name, value]) => (
              <div key={name} className={classes.fact}>
                <dt className="mono">{tameLine(name)}</dt>
                <dd dir="auto">{tame(String(value))}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {may && (
        <Group gap={6} mt={4}>
          <Button
            variant="outline"
            loading={stop.isPending}
            onClick={() =>
              confirm.ask({
                title: t('runs.stop'),
                text: t('runs.stop_text'),
                act: t('runs.stop'),
                danger: true,
                run: () => stop.mutate(undefined),
              })
            }
          >
            {t('runs.stop')}
          </Button>
          <Button
            variant="subtle"
            loading={again.isPending}
            onClick={() =>
              confirm.ask({
                title: t('runs.restart'),
                text: t('runs.restart_text'),
                act: t('runs.restart'),
                run: () => again.mutate(undefined),
              })
            }
          >
            {t('runs.restart')}
          </Button>
        </Group>
      )}
      {confirm.dialog}
    </div>
  );
}

function Begin({ conversation, running }: { conversation: string; running: boolean }) {
  const { t } = useTranslation('inbox');
  const flows = useFlows().filter((f) => f.live !== null && !f.archived);
  const [flow, setFlow] = useState<string | null>(null);
  const confirm = useConfirm();
  const begin = useAct(
    (id: string) =>
      ask(
        api.POST('/api/v1/conversations/{id}/runs', {
          params: { path: { id: conversation } },
          body: { flow: Number(id), client_id: newKey() },
        }),
      ),
    { renews: [['runs', conversation]], done: t('runs.begun') },
  );
  if (flows.length === 0) return null;
  const start = () => {
    if (!flow) return;
    if (!running) return begin.mutate(flow);
    confirm.ask({
      title: t('runs.begin'),
      text: t('runs.begin_text'),
      act: t('runs.begin'),
      run: () => begin.mutate(flow),
    });
  };
  return (
    <Group gap={6} mt="xs" wrap="nowrap" align="flex-end">
      <Select
        size="xs"
        flex={1}
        label={t('runs.which')}
        placeholder={t('runs.which_hint')}
        searchable
        data={flows.map((f) => ({ value: String(f.id), label: tameLine(f.name) }))}
        value={flow}
        onChange={setFlow}
      />
      <Button variant="outline" disabled={!flow} loading={begin.isPending} onClick={start}>
        {t('runs.begin')}
      </Button>
      {confirm.dialog}
    </Group>
  );
}
