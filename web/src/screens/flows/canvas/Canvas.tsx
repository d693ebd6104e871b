import '@xyflow/react/dist/style.css';
import { useComputedColorScheme } from '@mantine/core';
import {
  applyNodeChanges,
  Background,
  type Connection,
  type EdgeChange,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  ReactFlow,
  useReactFlow,
} from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context';
import { heightOf, positionsOf, width } from '../model/layout';
import { voiceOf } from '../model/steps';
import classes from './Canvas.module.css';
import { drawnEdges, nodesOf, type Overlay } from './drawing';
import { StepNode, type StepNodeType } from './StepNode';
import { useCanvasKeys } from './useCanvasKeys';

const nodeTypes = { step: StepNode };

const sameIds = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, i) => id === b[i]);

const colourOf = (node: StepNodeType) =>
  ({ bot: 'var(--bot)', customer: 'var(--customer)', person: 'var(--person)', rule: 'var(--line-strong)' })[
    voiceOf(node.data.step.type)
  ];

/** The flow as a drawing: steps are dragged, joined from port to port, and walked through with the arrow keys. */
export function Canvas({ over, fitted }: { over: Overlay; fitted: (fit: () => void) => void }) {
  const { t } = useTranslation('flows');
  const editor = useEditor();
  const { graph, selected, select, may, draft } = editor;
  const flow = useReactFlow<StepNodeType>();
  const scheme = useComputedColorScheme();
  const box = useRef<HTMLDivElement>(null);
  const [edge, setEdge] = useState<string | null>(null);
  const [nodes, setNodes] = useState<StepNodeType[]>(() => nodesOf(graph, over, new Set(selected), []));

  useEffect(() => {
    setNodes((before) => nodesOf(graph, over, new Set(selected), before));
  }, [graph, over, selected]);

  const edges = useMemo(() => drawnEdges(graph, over, edge), [graph, over, edge]);
  const fit = useCallback(() => void flow.fitView({ padding: 0.15, maxZoom: 1 }), [flow]);
  useEffect(() => fitted(fit), [fitted, fit]);

  /** All of it when that can be read; of a large flow the start, at the left. */
  const begin = () => {
    const at = positionsOf(graph);
    const start = at[graph.start ?? ''];
    const area = box.current?.getBoundingClientRect();
    const wide =
      Math.max(...Object.values(at).map((p) => p.x)) - Math.min(...Object.values(at).map((p) => p.x));
    if (!start || !area || wide + width < area.width / 0.6) return fit();
    void flow.setViewport({ x: 48 - start.x * 0.8, y: area.height / 3 - start.y * 0.8, zoom: 0.8 });
  };

  // What was asked for comes to the middle and gets the focus, unless a person writes.
  const sought = editor.sought;
  useEffect(() => {
    const at = sought && positionsOf(graph)[sought.id];
    if (!at) return;
    const zoom = Math.max(0.7, flow.getZoom());
    void flow.setCenter(at.x + width / 2, at.y + heightOf(graph, sought.id) / 2, { zoom });
    const node = box.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(sought.id)}"]`);
    if (document.activeElement?.closest('[data-canvas]') || document.activeElement === document.body)
      node?.focus({ preventScroll: true });
  }, [sought]);

  const onNodesChange = (changes: NodeChange<StepNodeType>[]) => {
    const next = applyNodeChanges(changes, nodes);
    setNodes(next);
    if (!changes.some((c) => c.type === 'select')) return;
    const ids = next.filter((n) => n.selected).map((n) => n.id);
    if (!sameIds(ids, selected)) {
      select(ids);
      setEdge(null);
    }
  };
  const onEdgesChange = (changes: EdgeChange[]) => {
    for (const c of changes) if (c.type === 'select') setEdge(c.selected ? c.id : null);
  };
  const onConnect = (c: Connection) =>
    draft.edit({ do: 'connect', id: c.source, exit: c.sourceHandle ?? 'next', to: c.target });
  const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    const from = state.fromNode?.id;
    if (state.isValid || state.toNode || !from || state.fromHandle?.type !== 'source') return;
    const point = 'changedTouches' in event ? event.changedTouches[0] : event;
    if (!point) return;
    const at = flow.screenToFlowPosition({ x: point.clientX, y: point.clientY });
    editor.add({ from: { id: from, exit: state.fromHandle.id ?? 'next' }, at });
  };
  const removeEdge = () => {
    const [from, exit] = edge?.split('\u0000') ?? [];
    if (from === undefined || exit === undefined) return false;
    draft.edit({ do: 'connect', id: from, exit, to: null });
    setEdge(null);
    return true;
  };
  const onKeyDown = useCanvasKeys({ fit, removeEdge });

  return (
    <section
      ref={box}
      className={classes.canvas}
      aria-label={t('canvas.label')}
      data-canvas
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing takes keys
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <ReactFlow<StepNodeType>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        onNodeDragStop={(_, __, moved) =>
          draft.edit({ do: 'move', to: Object.fromEntries(moved.map((n) => [n.id, n.position])) })
        }
        onNodeDoubleClick={(_, node) => editor.goTo(node.id, { edit: true })}
        onPaneClick={() => setEdge(null)}
        colorMode={scheme}
        nodesDraggable={may}
        nodesConnectable={may}
        disableKeyboardA11y
        deleteKeyCode={null}
        multiSelectionKeyCode={['Control', 'Meta']}
        onlyRenderVisibleElements={nodes.length > 150}
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={1.6}
        onInit={begin}
      >
        <Background gap={20} />
        <MiniMap pannable zoomable nodeColor={colourOf} ariaLabel={t('canvas.map')} />
      </ReactFlow>
    </section>
  );
}
