import { Alert, Button, Checkbox, Group, Modal, Radio, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session';
import { told, useAct } from '../../../ui/act';
import { ProblemNote } from '../../../ui/ProblemNote';
import { Loaded } from '../../../ui/states';
import { useEditor } from '../editor/context';
import { stepOf, worstFirst } from '../model/findings';
import { movable } from '../model/moves';
import { FindingLine } from '../panels/FindingLine';
import { Tests } from '../panels/Tests';
import { keys, moveRuns, publish, readDiff, useFunnel, validate } from '../requests';
import { DiffView } from './DiffView';
import classes from './dialogs.module.css';
import { WhatIfView } from './WhatIfView';

function Changes({ live }: { live: number }) {
  const { t } = useTranslation('flows');
  const { id, draft } = useEditor();
  const diff = useQuery({
    queryKey: [...keys.all, 'diff', id, live, draft.revision],
    queryFn: () => readDiff(id, live, 'draft'),
    retry: false,
  });
  return (
    <div className={classes.block}>
      <Title order={3} mb="xs">
        {t('publish.changes', { n: live })}
      </Title>
      <Loaded query={diff} rows={2}>
        {(d) => <DiffView diff={d} before={`v${live}`} after={t('versions.draft')} />}
      </Loaded>
    </div>
  );
}

/** Who is inside the live version, and whether they stay on it or go on in the new one. */
function Inside({ live, move, onMove }: { live: number; move: boolean; onMove: (move: boolean) => void }) {
  const { t } = useTranslation('flows');
  const { id, graph } = useEditor();
  const funnel = useFunnel(id, live, false);
  const waiting = (funnel.data?.steps ?? []).filter((s) => s.waiting > 0);
  const { can, cannot } = movable(waiting, graph);
  const stuck = cannot.reduce((sum, w) => sum + w.waiting, 0);
  return (
    <div className={classes.block}>
      <Loaded query={funnel} rows={2}>
        {() => (
          <Radio.Group
            label={t('publish.inside', { count: can + stuck })}
            value={move ? 'move' : 'stay'}
            onChange={(v) => onMove(v === 'move')}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="stay" label={t('publish.stay', { n: live })} />
              <Radio
                value="move"
                disabled={can === 0}
                label={t('publish.move')}
                description={t('publish.move_preview', { can, cannot: stuck })}
              />
              {stuck > 0 && (
                <Text size="xs" c="dimmed">
                  {t('publish.stuck_at')} <bdi className="mono">{cannot.map((w) => w.id).join(', ')}</bdi>
                </Text>
              )}
            </Stack>
          </Radio.Group>
        )}
      </Loaded>
    </div>
  );
}

/** Everything one wants to know before a draft answers customers. */
export function PublishDialog({ live, onClose }: { live: number | null; onClose: () => void }) {
  const { t } = useTranslation('flows');
  const { t: shell } = useTranslation();
  const { id, draft, graph, goTo } = useEditor();
  const reads = useMay('conversations:read');
  const [note, setNote] = useState('');
  const [starts, setStarts] = useState(true);
  const [force, setForce] = useState(false);
  const [move, setMove] = useState(false);
  const check = useQuery({
    queryKey: [...keys.all, 'publish-check', id, draft.revision],
    queryFn: () => validate(id),
    retry: false,
    gcTime: 0,
  });
  const findings = check.data?.findings ?? [];
  const errors = findings.some((f) => f.severity === 'error');
  const warnings = findings.some((f) => f.severity === 'warning');
  const failing = (check.data?.tests?.failed ?? 0) > 0;
  const ready = check.data && !errors && !failing && (!warnings || force) && !draft.dirty;

  const go = useAct(
    async () => {
      const made = await publish(id, {
        revision: draft.revision,
        note: note.trim() || undefined,
        activate: starts,
        force,
      });
      told(t('publish.done', { n: made.newest }));
      if (move && live !== null) {
        const moved = await moveRuns(id, live, made.newest);
        told(t('publish.moved', { count: moved.sent ?? 0 }));
      }
      onClose();
    },
    { renews: [[...keys.all]], quiet: true },
  );

  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('publish.title', { name: draft.name })}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Stack gap="md">
        <Loaded query={check} rows={3}>
          {(seen) => (
            <Stack gap="xs">
              {findings.length === 0 && <Text size="sm">{t('problems.none')}</Text>}
              {worstFirst(seen.findings).map((f) => {
                const step = stepOf(graph, f);
                const line = <FindingLine key={f.code + f.where + f.what} finding={f} step={step} />;
                return step === null ? (
                  line
                ) : (
                  <Group key={f.code + f.where + f.what} gap="xs" wrap="nowrap" align="center">
                    <div style={{ flex: 1 }}>{line}</div>
                    <Button
                      variant="subtle"
                      onClick={() => {
                        onClose();
                        goTo(step, { edit: true });
                      }}
                    >
                      {t('publish.see')}
                    </Button>
                  </Group>
                );
              })}
              <Title order={3} mt="xs">
                {t('tests.title')}
              </Title>
              <Tests tests={seen.tests} />
            </Stack>
          )}
        </Loaded>
        {live !== null && <Changes live={live} />}
        {reads && !errors && <WhatIfView graph={graph} />}
        {live !== null && starts && <Inside live={live} move={move} onMove={setMove} />}
        <div className={classes.block}>
          <Stack gap="sm">
            <Textarea
              label={t('publish.note')}
              value={note}
              maxLength={500}
              autosize
              onChange={(e) => setNote(e.currentTarget.value)}
            />
            <Checkbox
              label={t('publish.starts')}
              checked={starts}
              onChange={(e) => setStarts(e.currentTarget.checked)}
            />
            {warnings && (
              <Checkbox
                label={t('publish.force')}
                checked={force}
                onChange={(e) => setForce(e.currentTarget.checked)}
              />
            )}
          </Stack>
        </div>
        {errors && <Alert color="bad">{t('publish.errors_first')}</Alert>}
        {failing && <Alert color="bad">{t('publish.tests_first')}</Alert>}
        {go.error && <ProblemNote error={go.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {shell('cancel')}
          </Button>
          <Button disabled={!ready} loading={go.isPending} onClick={() => go.mutate(undefined)}>
            {t('publish.act')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
