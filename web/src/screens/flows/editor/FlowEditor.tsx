import { Badge, Button, Center, Group, Stack, Text } from '@mantine/core';
import { IconDeviceMobile, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../../shell/keys';
import { useAct } from '../../../ui/act';
import { Screen } from '../../../ui/Screen';
import { AddPalette } from '../canvas/AddPalette';
import { Canvas } from '../canvas/Canvas';
import type { Overlay } from '../canvas/drawing';
import { ConflictDialog } from '../dialogs/ConflictDialog';
import { PublishDialog } from '../dialogs/PublishDialog';
import { tidy } from '../model/tidy';
import { useFunnel } from '../requests';
import type { Flow } from '../types';
import { OutlineView } from '../views/OutlineView';
import { TextsView } from '../views/TextsView';
import { TextView } from '../views/TextView';
import { type Editor, EditorContext, type Place } from './context';
import classes from './Editor.module.css';
import { FindBox } from './FindBox';
import { PanelTabs } from './PanelTabs';
import { SimulatorDock } from './SimulatorDock';
import { Toolbar } from './Toolbar';
import { useClipboard, useEditing } from './useEditing';

function Chips({ flow }: { flow: Flow }) {
  const { t } = useTranslation('flows');
  return (
    <Group gap="xs" wrap="nowrap">
      {flow.archived && <Badge color="warn">{t('state.archived')}</Badge>}
      {flow.live !== null ? (
        <Badge color="ok">{t('state.live', { n: flow.live })}</Badge>
      ) : flow.newest > 0 ? (
        <Badge color="customer">{t('state.published', { n: flow.newest })}</Badge>
      ) : null}
      <Badge color="bot">{t('state.draft')}</Badge>
    </Group>
  );
}

function Inner({ flow }: { flow: Flow }) {
  const { t } = useTranslation('flows');
  const language =
    flow.draft.graph && 'language' in flow.draft.graph ? String(flow.draft.graph.language) : 'es';
  const editing = useEditing(flow, language);
  const { draft, graph, may, view, setAdding } = editing;
  const drawing = useReactFlow();
  const [finding, setFinding] = useState(false);
  const [publishing, setPublishing] = useState(false);
  const [phone, setPhone] = useState(false);
  const [active, setActive] = useState<string | null>(null);
  const [heat, setHeat] = useState(false);
  const [runsAt, setRunsAt] = useState<string | null>(null);
  const fit = useRef<() => void>(() => {});
  const fitted = useCallback((how: () => void) => {
    fit.current = how;
  }, []);
  const funnel = useFunnel(flow.id, flow.live);

  useKeys({
    'mod+z': (e) => (e.shiftKey ? draft.redo() : draft.undo()),
    'mod+y': draft.redo,
    'mod+f': () => setFinding(true),
    'mod+d': () => may && editing.duplicate(),
    'mod+Enter': () => setPhone((on) => !on),
    n: () => may && setAdding({}),
  });
  useClipboard(editing, { copied: (count) => t('copied', { count }) });

  const arrange = useAct(
    async () => {
      const sizes = new Map(
        drawing.getNodes().flatMap((n) => {
          const { width, height } = n.measured ?? {};
          return width && height ? [[n.id, { width, height }] as const] : [];
        }),
      );
      draft.edit({ do: 'move', to: await tidy(graph, sizes) });
      requestAnimationFrame(() => requestAnimationFrame(() => fit.current()));
    },
    { what: t('tool.tidy') },
  );

  const { showPanel } = editing;
  const showWaiting = useCallback(
    (id: string) => {
      setRunsAt(id);
      showPanel('runs');
    },
    [showPanel],
  );
  const addBehind = useCallback((id: string, exit: string) => setAdding({ from: { id, exit } }), [setAdding]);
  const over: Overlay = useMemo(
    () => ({
      language,
      findings: editing.findings,
      funnel: funnel.data ?? null,
      heat,
      active,
      add: may ? addBehind : null,
      showWaiting,
    }),
    [language, editing.findings, funnel.data, heat, active, may, addBehind, showWaiting],
  );

  const editor: Editor = {
    ...editing,
    id: flow.id,
    add: (place: Place) => setAdding(place),
  };

  return (
    <EditorContext.Provider value={editor}>
      <Screen
        title={draft.name}
        padded={false}
        actions={
          <>
            <Chips flow={flow} />
            <Button variant="subtle" component={Link} to="/flows">
              {t('all')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconDeviceMobile size={15} />}
              aria-pressed={phone}
              onClick={() => setPhone((on) => !on)}
            >
              {t('simulator.try')}
            </Button>
            {may && <Button onClick={() => setPublishing(true)}>{t('publish.open')}</Button>}
          </>
        }
      >
        <div className={classes.editor}>
          <Toolbar
            tidy={() => arrange.mutate(undefined)}
            tidying={arrange.isPending}
            fit={() => fit.current()}
            find={() => setFinding(true)}
            heat={flow.live === null ? null : heat}
            toggleHeat={() => setHeat((on) => !on)}
          />
          <div className={classes.body}>
            <div className={classes.view}>
              {view === 'canvas' && <Canvas over={over} fitted={fitted} />}
              {view === 'outline' && <OutlineView />}
              {view === 'text' && <TextView />}
              {view === 'texts' && <TextsView />}
              {view === 'canvas' && Object.keys(graph.nodes).length === 0 && (
                <Center className={classes.empty}>
                  <Stack align="center" gap="sm">
                    <Text size="sm">{t('canvas.empty')}</Text>
                    {may && (
                      <Button leftSection={<IconPlus size={15} />} onClick={() => setAdding({})}>
                        {t('canvas.first')}
                      </Button>
                    )}
                  </Stack>
                </Center>
              )}
              {finding && <FindBox onClose={() => setFinding(false)} />}
            </div>
            {phone && (
              <SimulatorDock
                graph={graph}
                flowId={flow.id}
                onNode={setActive}
                onSavedTest={() => void draft.renew()}
                onClose={() => {
                  setPhone(false);
                  setActive(null);
                }}
              />
            )}
            <PanelTabs live={flow.live} runsAt={runsAt} onRunsAt={setRunsAt} />
          </div>
        </div>
        {editing.adding && <AddPalette onPick={editing.pick} onClose={() => setAdding(null)} />}
        {publishing && <PublishDialog live={flow.live} onClose={() => setPublishing(false)} />}
        {draft.conflict && <ConflictDialog draft={draft} conflict={draft.conflict} />}
      </Screen>
    </EditorContext.Provider>
  );
}

export const FlowEditor = ({ flow }: { flow: Flow }) => (
  <ReactFlowProvider>
    <Inner flow={flow} />
  </ReactFlowProvider>
);
