import { createContext, useContext } from 'react';
import type { Finding } from '../model/findings';
import type { Graph } from '../model/graph';
import type { Tested } from '../types';
import type { DraftInHand } from './useDraft';

export type View = 'canvas' | 'outline' | 'text' | 'texts';
export type Panel = 'step' | 'flow' | 'problems' | 'versions' | 'runs';
/** Where a new step goes: behind an exit, at a place, or anywhere. */
export type Place = { from?: { id: string; exit: string }; at?: { x: number; y: number } };

/** What all parts of the editor share. */
export type Editor = {
  id: number;
  draft: DraftInHand;
  graph: Graph;
  may: boolean;
  language: string;
  selected: readonly string[];
  select: (ids: readonly string[]) => void;
  /** Selects a step and brings it into sight in every view. */
  goTo: (id: string, options?: { edit?: boolean }) => void;
  sought: { id: string; n: number } | null;
  panel: Panel;
  showPanel: (panel: Panel) => void;
  view: View;
  showView: (view: View) => void;
  findings: readonly Finding[];
  checked: { pending: boolean; tests: Tested; error: unknown };
  add: (place: Place) => void;
  duplicate: () => void;
  remove: (ids: readonly string[]) => void;
};

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('no editor above');
  return editor;
}
