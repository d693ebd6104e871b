import { Badge, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../ui/act';
import { useConfirm } from '../../../ui/confirm';
import { Loaded } from '../../../ui/states';
import { When } from '../../../ui/When';
import { DiffView } from '../dialogs/DiffView';
import { useEditor } from '../editor/context';
import { asGraph } from '../model/graph';
import { activate, keys, readDiff, readFlow, removeVersion, useVersions } from '../requests';
import type { Version } from '../types';
import classes from './panels.module.css';

function Compare({ n, onClose }: { n: number; onClose: () => void }) {
  const { t } = useTranslation('flows');
  const { t: shell } = useTranslation();
  const { id, draft } = useEditor();
  const diff = useQuery({
    queryKey: [...keys.all, 'diff', id, n, draft.revision],
    queryFn: () => readDiff(id, n, 'draft'),
    retry: false,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('versions.compare_title', { n })}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Loaded query={diff}>
        {(d) => <DiffView diff={d} before={`v${n}`} after={t('versions.draft')} />}
      </Loaded>
    </Modal>
  );
}

function One({ version, live, onCompare }: { version: Version; live: boolean; onCompare: () => void }) {
  const { t } = useTranslation('flows');
  const { t: shell } = useTranslation();
  const { id, may, draft, showView } = useEditor();
  const { ask, dialog } = useConfirm();
  const n = version.version;
  const renews = [[...keys.all]];
  const answer = useAct((to: number | null) => activate(id, to), { renews, done: t('versions.activated') });
  const remove = useAct(() => removeVersion(id, n), { renews, done: t('versions.removed') });
  const restore = useAct(
    async () => {
      const read = await readFlow(id, n);
      draft.edit({ do: 'replace', graph: asGraph(read.graph) });
      showView('canvas');
    },
    { done: t('versions.restored', { n }) },
  );
  return (
    <div className={classes.version}>
      <Group justify="space-between" wrap="nowrap">
        <Group gap="xs">
          <Text fw={620}>v{n}</Text>
          {live && <Badge color="ok">{t('versions.live')}</Badge>}
        </Group>
        <Text size="xs" c="dimmed">
          <When at={version.created_at} />
        </Text>
      </Group>
      <Text size="xs" c="dimmed">
        <bdi>{version.created_by}</bdi>
      </Text>
      <Group gap={4} mt={4}>
        <Button variant="subtle" onClick={onCompare}>
          {t('versions.compare')}
        </Button>
        {may && (
          <Button variant="subtle" onClick={() => restore.mutate(undefined)} loading={restore.isPending}>
            {t('versions.restore')}
          </Button>
        )}
        {may && (
          <Button
            variant="subtle"
            onClick={() =>
              ask({
                title: live ? t('versions.stop_title') : t('versions.activate_title', { n }),
                text: live ? t('versions.stop_text') : t('versions.activate_text', { n }),
                act: live ? t('versions.stop') : t('versions.activate'),
                run: () => answer.mutate(live ? null : n),
              })
            }
          >
            {live ? t('versions.stop') : t('versions.activate')}
          </Button>
        )}
        {may && !live && (
          <Button
            variant="subtle"
            color="bad"
            onClick={() =>
              ask({
                title: t('versions.remove_title', { n }),
                text: t('versions.remove_text'),
                act: shell('delete'),
                danger: true,
                run: () => remove.mutate(undefined),
              })
            }
          >
            {shell('delete')}
          </Button>
        )}
      </Group>
      {dialog}
    </div>
  );
}

/** What was published, the newest first: compared with the draft, restored into it, or made to answer. */
export function VersionsPanel({ live }: { live: number | null }) {
  const { t } = useTranslation('flows');
  const { id } = useEditor();
  const versions = useVersions(id);
  const [compared, setCompared] = useState<number | null>(null);
  return (
    <Stack gap={0} p="md">
      <Loaded query={versions}>
        {(list) =>
          list.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('versions.none')}
            </Text>
          ) : (
            <div>
              {list.map((v) => (
                <One
                  key={v.version}
                  version={v}
                  live={live === v.version}
                  onCompare={() => setCompared(v.version)}
                />
              ))}
            </div>
          )
        }
      </Loaded>
      {compared !== null && <Compare n={compared} onClose={() => setCompared(null)} />}
    </Stack>
  );
}
