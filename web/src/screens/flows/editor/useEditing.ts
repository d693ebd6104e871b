import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { isWriting } from '../../../shell/keys';
import { told } from '../../../ui/act';
import { copied, readCopied } from '../model/clipboard';
import type { Finding } from '../model/findings';
import { freeId } from '../model/graph';
import { besideOf, positionsOf } from '../model/layout';
import { exitsOf, newStep, stemOf } from '../model/steps';
import { keys, validate } from '../requests';
import type { Flow } from '../types';
import type { Editor, Panel, Place, View } from './context';
import { useDraft } from './useDraft';

/** The state of the editor around a draft: what is selected and shown, what the linter says, what is being added. */
export function useEditing(flow: Flow, language: string) {
  const draft = useDraft(flow);
  const { graph, edit, may } = draft;
  const [selected, select] = useState<readonly string[]>([]);
  const [sought, setSought] = useState<Editor['sought']>(null);
  const [panel, showPanel] = useState<Panel>('step');
  const [view, showView] = useState<View>('canvas');
  const [adding, setAdding] = useState<Place | null>(null);

  const [settled] = useDebouncedValue(graph, 500);
  const check = useQuery({
    queryKey: [...keys.all, 'check', flow.id, settled],
    queryFn: () => validate(flow.id, settled),
    placeholderData: (before) => before,
    gcTime: 0,
    retry: false,
    queryKeyHashFn: () => `check ${flow.id} ${JSON.stringify(settled)}`,
  });
  const findings = useMemo(() => (check.data?.findings ?? []) as Finding[], [check.data]);

  // What undo or a colleague took away is selected no longer.
  useEffect(() => {
    select((ids) =>
      ids.every((id) => Object.hasOwn(graph.nodes, id))
        ? ids
        : ids.filter((id) => Object.hasOwn(graph.nodes, id)),
    );
  }, [graph]);

  const goTo = useCallback((id: string, options: { edit?: boolean } = {}) => {
    select([id]);
    setSought((s) => ({ id, n: (s?.n ?? 0) + 1 }));
    if (options.edit) {
      showPanel('step');
      // The form is there after the next drawing.
      requestAnimationFrame(() =>
        requestAnimationFrame(() =>
          document
            .querySelector<HTMLElement>('[data-step-form] :is(input, textarea):not([type=radio])')
            ?.focus(),
        ),
      );
    }
  }, []);

  const pick = (type: string) => {
    const place = adding ?? {};
    setAdding(null);
    const id = freeId(graph, stemOf(type));
    const one = selected.length === 1 ? selected[0] : undefined;
    const source = one === undefined ? undefined : graph.nodes[one];
    // Without a port: behind the selected step, if its first way out is open.
    const open = source && exitsOf(source).find((exit) => !source.exits?.[exit]);
    const from =
      place.from ?? (one !== undefined && open !== undefined ? { id: one, exit: open } : undefined);
    const last = Object.keys(graph.nodes).at(-1);
    const beside = from?.id ?? last;
    const position = place.at ?? (beside === undefined ? { x: 0, y: 0 } : besideOf(graph, beside));
    const round = { x: Math.round(position.x), y: Math.round(position.y) };
    edit({ do: 'add', id, step: { ...newStep(type), position: round }, from });
    goTo(id, { edit: true });
  };

  const remove = useCallback(
    (ids: readonly string[]) => {
      if (ids.length === 0) return;
      edit({ do: 'remove', ids });
      select([]);
    },
    [edit],
  );

  const paste = useCallback(
    (text: string) => {
      const steps = readCopied(text);
      if (!steps) return false;
      edit({ do: 'paste', steps, by: { x: 40, y: 40 } });
      return true;
    },
    [edit],
  );

  const duplicate = useCallback(() => {
    if (selected.length > 0) paste(copied({ ...graph, nodes: withPlaces(graph) }, selected));
  }, [graph, selected, paste]);

  return {
    draft,
    selected,
    select,
    sought,
    goTo,
    panel,
    showPanel,
    view,
    showView,
    adding,
    setAdding,
    pick,
    remove,
    paste,
    duplicate,
    findings,
    language,
    may,
    graph,
    checked: { pending: check.isFetching, tests: check.data?.tests ?? null, error: check.error },
  };
}

const withPlaces = (graph: Editor['graph']) => {
  const at = positionsOf(graph);
  return Object.fromEntries(
    Object.entries(graph.nodes).map(([id, n]) => [id, at[id] ? { ...n, position: at[id] } : n]),
  );
};

/** Copy, cut and paste by the system's clipboard: steps go from flow to flow, and to a text file. */
export function useClipboard(
  editing: Pick<ReturnType<typeof useEditing>, 'graph' | 'selected' | 'paste' | 'remove' | 'may'>,
  words: { copied: (count: number) => string },
) {
  useEffect(() => {
    const { graph, selected, paste, remove, may } = editing;
    const elsewhere = (event: ClipboardEvent) =>
      isWriting(event.target) ||
      document.querySelector('[aria-modal="true"]') !== null ||
      (document.getSelection()?.toString() ?? '') !== '';
    const onCopy = (event: ClipboardEvent) => {
      if (elsewhere(event) || selected.length === 0) return;
      event.clipboardData?.setData('text/plain', copied({ ...graph, nodes: withPlaces(graph) }, selected));
      event.preventDefault();
      told(words.copied(selected.length));
      if (event.type === 'cut' && may) remove(selected);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (elsewhere(event) || !may) return;
      if (paste(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  });
}
