import { useCallback, useEffect, useState } from 'react';
import { useAccount } from '../../../api/session';
import { keep, kept } from './keep';

export type Draft = { text: string; note: boolean };
const nothing: Draft = { text: '', note: false };

/** What is being written in one conversation. It is there again after a reload, a crash, or a walk through others. */
export function useDraft(conversation: string) {
  const name = `charla.draft.${useAccount().user.id}.${conversation}`;
  const [state, setState] = useState({ name, draft: kept<Draft>(name) ?? nothing });
  useEffect(() => {
    setState((old) => (old.name === name ? old : { name, draft: kept<Draft>(name) ?? nothing }));
  }, [name]);
  const draft = state.name === name ? state.draft : (kept<Draft>(name) ?? nothing);
  const setDraft = useCallback(
    (next: Draft) => {
      setState({ name, draft: next });
      keep(name, next.text === '' && !next.note ? null : next);
    },
    [name],
  );
  return [draft, setDraft] as const;
}
