import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const near_px = 48;

/**
 * Keeps a thread where it is: at its end it stays at the end; older lines put in above do not move what is read.
 * @param first key of the oldest line: another one means that something was put in above
 * @param size changes whenever lines are added below
 */
export function useSticky(box: RefObject<HTMLElement | null>, thread: string, first: string, size: string) {
  const [atEnd, setAtEnd] = useState(true);
  const state = useRef({ thread: '', first: '', height: 0, top: 0, atEnd: true });
  const toEnd = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [box]);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const last = state.current;
    if (last.thread !== thread) {
      last.atEnd = true;
      setAtEnd(true);
    }
    if (last.atEnd) toEnd();
    else if (last.first !== first) element.scrollTop = last.top + (element.scrollHeight - last.height);
    Object.assign(last, { thread, first, height: element.scrollHeight, top: element.scrollTop });
  }, [thread, first, size, box, toEnd]);
  useEffect(() => {
    const element = box.current;
    const inside = element?.firstElementChild;
    if (!element || !inside) return;
    // Pictures come later, and the composer grows: the end stays the end.
    const watcher = new ResizeObserver(() => {
      if (state.current.atEnd) toEnd();
      state.current.height = element.scrollHeight;
    });
    watcher.observe(inside);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [box, toEnd]);
  const onScroll = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const end = element.scrollHeight - element.scrollTop - element.clientHeight < near_px;
    Object.assign(state.current, { atEnd: end, top: element.scrollTop, height: element.scrollHeight });
    setAtEnd(end);
  }, [box]);
  return { atEnd, toEnd, onScroll };
}
