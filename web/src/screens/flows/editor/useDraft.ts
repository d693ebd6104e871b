import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { type Problem, problemOf } from '../../../api/problem';
import { useAccount, useMay } from '../../../api/session';
import type { Edit } from '../model/edit';
import { asGraph, type Graph } from '../model/graph';
import { begin, reduce } from '../model/history';
import { readFlow, saveDraft } from '../requests';
import type { Flow } from '../types';
import { type Kept, keep, readKept } from './kept';

export type Conflict = { by: string; at: string; revision: number; theirs: Graph; mine: Graph };
export type Saving = 'saved' | 'waiting' | 'saving' | 'failed';

const pause_ms = 900;
const again_ms = 4_000;

const nameOf = (graph: Graph, fallback: string) =>
  typeof graph.name === 'string' && graph.name.trim() !== '' ? graph.name : fallback;

/** The graph of a draft with its name in it. */
const graphOf = (flow: Flow): Graph => {
  const graph = asGraph(flow.draft.graph);
  return graph.name === undefined ? { ...graph, name: flow.draft.name } : graph;
};

const same = (a: Graph, b: Graph) => JSON.stringify(a) === JSON.stringify(b);

/** What lies in this browser was drawn over its revision: if that is not the newest any more, saving finds out. */
function startOf(
  flow: Flow,
  kept: Kept | null,
): { graph: Graph; saved: { revision: number; graph: Graph | null } } {
  const read = graphOf(flow);
  if (!kept || same(kept.graph, read))
    return { graph: read, saved: { revision: flow.revision, graph: read } };
  return { graph: kept.graph, saved: { revision: kept.revision, graph: null } };
}

/**
 * A draft being edited: its history, saved by itself a moment after each change over the revision that was read. When
 * somebody else has saved meanwhile, nothing is overwritten: `conflict` holds both, and the person decides.
 */
export function useDraft(flow: Flow) {
  const tenant = useAccount().tenant.id ?? 0;
  const may = useMay('flows:write') && !flow.archived;
  const [start] = useState(() => startOf(flow, may ? readKept(tenant, flow.id) : null));
  const [history, act] = useReducer(reduce, start.graph, begin);
  const [saved, setSaved] = useState(start.saved);
  const [saving, setSaving] = useState<Saving>('saved');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const busy = useRef(false);
  const graph = history.now;
  const dirty = saved.graph !== graph;
  const name = nameOf(graph, flow.name);

  useEffect(() => {
    if (may) keep(tenant, flow.id, dirty ? { revision: saved.revision, graph } : null);
  }, [may, tenant, flow.id, dirty, saved.revision, graph]);

  const save = useCallback(async (): Promise<number | null> => {
    if (busy.current) return null;
    busy.current = true;
    setSaving('saving');
    try {
      const done = await saveDraft(flow.id, name, graph, saved.revision);
      setSaved({ revision: done.revision, graph });
      setSaving('saved');
      setProblem(null);
      return done.revision;
    } catch (error) {
      const failed = problemOf(error);
      setSaving('failed');
      setProblem(failed);
      if (failed.kind === 'conflict' && typeof failed.body.revision === 'number') {
        const now = await readFlow(flow.id).catch(() => null);
        // It is what we have drawn: it came by another way.
        if (now && same(graphOf(now), graph)) {
          setSaved({ revision: now.revision, graph });
          setSaving('saved');
          setProblem(null);
        } // Only the tests beside the graph are others: nothing of ours is over anything of theirs.
        else if (now && saved.graph && same(graphOf(now), saved.graph)) {
          setSaved({ revision: now.revision, graph: saved.graph });
          setSaving('waiting');
        } else if (now)
          setConflict({
            by: now.changed_by,
            at: now.changed_at,
            revision: now.revision,
            theirs: graphOf(now),
            mine: graph,
          });
      }
      return null;
    } finally {
      busy.current = false;
    }
  }, [flow.id, graph, name, saved]);

  useEffect(() => {
    if (!may || !dirty || conflict) return;
    setSaving((s) => (s === 'failed' ? s : 'waiting'));
    const timer = setTimeout(() => void save(), saving === 'failed' ? again_ms : pause_ms);
    return () => clearTimeout(timer);
  }, [may, dirty, conflict, save, saving === 'failed', problem]);

  useEffect(() => {
    if (!dirty) setSaving('saved');
  }, [dirty]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (dirty && may) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty, may]);

  // Who leaves the screen in the middle of a pause has saved all the same; if that fails, it is kept in this browser.
  const leaving = useRef(() => {});
  leaving.current = () => {
    if (!may || !dirty || conflict || busy.current) return;
    saveDraft(flow.id, name, graph, saved.revision).then(
      () => keep(tenant, flow.id, null),
      () => {},
    );
  };
  useEffect(() => () => leaving.current(), []);

  const edit = useCallback((one: Edit, about?: string) => act({ type: 'edit', edit: one, about }), []);
  const undo = useCallback(() => act({ type: 'undo' }), []);
  const redo = useCallback(() => act({ type: 'redo' }), []);
  const settle = useCallback(() => act({ type: 'pause' }), []);

  /** Something beside the graph (a test) was saved from here: the next save goes over that revision. */
  const renew = useCallback(async () => {
    const now = await readFlow(flow.id).catch(() => null);
    if (now) setSaved((s) => (s.graph && same(graphOf(now), s.graph) ? { ...s, revision: now.revision } : s));
  }, [flow.id]);

  /** Theirs is on the screen and is what the server has; mine is one undo away. */
  const takeTheirs = (c: Conflict) => {
    act({ type: 'edit', edit: { do: 'replace', graph: c.theirs } });
    setSaved({ revision: c.revision, graph: c.theirs });
    setConflict(null);
  };
  /** Mine goes over what they saved, knowingly. */
  const overwrite = (c: Conflict) => {
    setSaved({ revision: c.revision, graph: c.theirs });
    setSaving('waiting');
    setConflict(null);
  };

  return {
    graph,
    name,
    may,
    edit,
    undo,
    redo,
    settle,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    saving: !may ? ('saved' as const) : dirty && saving === 'saved' ? ('waiting' as const) : saving,
    dirty,
    problem,
    revision: saved.revision,
    save,
    conflict,
    renew,
    takeTheirs,
    overwrite,
  };
}

export type DraftInHand = ReturnType<typeof useDraft>;
