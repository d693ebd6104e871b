import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { desk } from '../desk';
import type { Canned, Conversation } from '../types';

import { cannedKey, filled, matching, wantedOf } from './canned';

/** The choice of an answer kept ready: open while the text is `/` and the beginning of a shortcut. */
export function useCanned(text: string, of: Conversation, onText: (text: string) => void) {
  const [away, setAway] = useState('');
  const [at, setAt] = useState(0);
  const wanted = wantedOf(text);
  const choosing = wanted !== null && away !== text;
  const query = useQuery({ queryKey: cannedKey, queryFn: desk.canned, enabled: choosing, staleTime: 30_000 });
  const items = choosing ? matching(query.data?.items ?? [], wanted) : null;
  const active = items ? Math.min(at, Math.max(0, items.length - 1)) : 0;
  const pick = (one: Canned) => {
    setAt(0);
    onText(filled(one.text, of));
  };
  const onKey = (event: KeyboardEvent): boolean => {
    if (!items) return false;
    if (event.key === 'Escape') {
      event.stopPropagation();
      setAway(text);
      return true;
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((active + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % Math.max(1, items.length));
      return true;
    }
    const one = items[active];
    if ((event.key === 'Enter' || event.key === 'Tab') && one) {
      event.preventDefault();
      pick(one);
      return true;
    }
    return false;
  };
  const activeId = items?.[active] ? `canned-${items[active].id}` : undefined;
  return { items, active, activeId, pick, onKey };
}
