import { useEffect, useRef, useState } from 'react';
import { desk } from '../desk';
import { markSeen } from '../seen';
import type { Conversation } from '../types';
import { useMayWrite } from '../useDesk';

function useVisible(): boolean {
  const [visible, setVisible] = useState(!document.hidden);
  useEffect(() => {
    const look = () => setVisible(!document.hidden);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return visible;
}

/** Marks the conversation read when its newest message is really seen: the tab is shown and the end of the thread is. */
export function useReadMark(head: Conversation | undefined, atEnd: boolean, newest: number): void {
  const visible = useVisible();
  const may = useMayWrite();
  const wanted = may && visible && atEnd && (head?.unread ?? 0) > 0 && newest > 0;
  const done = useRef('');
  useEffect(() => {
    const key = `${head?.id}/${newest}`;
    if (!wanted || !head || done.current === key) return;
    done.current = key;
    // Nothing is lost when it fails: it stays unread, and the next message asks again.
    desk.read(head.id).then(
      () => markSeen(head),
      () => {
        done.current = '';
      },
    );
  }, [wanted, newest, head]);
}
