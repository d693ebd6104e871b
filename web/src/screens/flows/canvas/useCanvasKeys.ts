import type { KeyboardEvent } from 'react';
import { isWriting } from '../../../shell/keys';
import { useEditor } from '../editor/context';
import { positionsOf } from '../model/layout';
import { type Direction, walk } from '../model/walk';

const directions: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const steps: Record<Direction, [number, number]> = {
  left: [-20, 0],
  right: [20, 0],
  up: [0, -20],
  down: [0, 20],
};

/** Keys of the canvas: arrows walk along edges, with Alt they move the step; Enter edits, Space adds, Del deletes. */
export function useCanvasKeys(view: { fit: () => void; removeEdge: () => boolean }) {
  const editor = useEditor();
  const { graph, selected, draft } = editor;

  const nudge = (direction: Direction) => {
    const at = positionsOf(graph);
    const [dx, dy] = steps[direction];
    const to = Object.fromEntries(
      selected.flatMap((id) => {
        const p = at[id];
        return p ? [[id, { x: p.x + dx, y: p.y + dy }]] : [];
      }),
    );
    draft.edit({ do: 'move', to }, `move:${selected.join()}`);
  };

  const arrow = (direction: Direction, moves: boolean) => {
    if (moves && editor.may) return nudge(direction);
    const from = selected[0] ?? graph.start;
    if (!from) return;
    const to = selected[0] === undefined ? from : walk(graph, positionsOf(graph), from, direction);
    if (to) editor.goTo(to);
  };

  return (event: KeyboardEvent) => {
    if (isWriting(event.target) || event.nativeEvent.isComposing) return;
    const mod = event.ctrlKey || event.metaKey;
    const direction = directions[event.key];
    const on_button = event.target instanceof HTMLButtonElement;
    const acts: Record<string, () => void> = {
      Enter: () => selected[0] && editor.goTo(selected[0], { edit: true }),
      ' ': () => editor.may && editor.add({}),
      Delete: () => editor.may && (view.removeEdge() || editor.remove(selected)),
      Backspace: () => editor.may && (view.removeEdge() || editor.remove(selected)),
      Home: view.fit,
      Escape: () => editor.select([]),
    };
    if (mod && event.key.toLowerCase() === 'a') editor.select(Object.keys(graph.nodes));
    else if (direction && !mod) arrow(direction, event.altKey);
    else if (!mod && !event.altKey && acts[event.key] && !(on_button && 'Enter '.includes(event.key)))
      acts[event.key]?.();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
