import { useEffect, useRef } from 'react';

/** Whether the person is writing: then letters are letters. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** `Alt+J`, `mod+Enter`, `t`, `?`; `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

function matches(combination: string, event: KeyboardEvent): boolean {
  const parts = combination.toLowerCase().split('+');
  const key = parts.pop();
  const mod = parts.includes('mod');
  if (parts.includes('alt') !== event.altKey) return false;
  if (mod !== (event.ctrlKey || event.metaKey)) return false;
  // Alt changes what a letter types on some keyboards: the key's own place counts then.
  const typed = event.altKey && event.code.startsWith('Key') ? event.code.slice(3) : event.key;
  return typed.toLowerCase() === key;
}

/**
 * Keyboard shortcuts while the component is shown. Plain letters are not taken while a person writes or a dialog is
 * open; nothing is taken while an input method composes a character.
 */
export function useKeys(map: KeyMap, enabled = true): void {
  const now = useRef(map);
  now.current = map;
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      const plain = !event.altKey && !event.ctrlKey && !event.metaKey;
      if (plain && (isWriting(event.target) || document.querySelector('[aria-modal="true"]'))) return;
      for (const [combination, act] of Object.entries(now.current)) {
        if (!matches(combination, event)) continue;
        event.preventDefault();
        act(event);
        return;
      }
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [enabled]);
}

const patience_ms = 1200;

/** Two keys one after the other: `g` and then one of `second`. */
export function useKeySequence(first: string, second: Record<string, () => void>): void {
  const now = useRef(second);
  now.current = second;
  useEffect(() => {
    let begun = Number.NEGATIVE_INFINITY;
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || isWriting(event.target))
        return;
      if (event.key === first) {
        begun = event.timeStamp;
        return;
      }
      const act = event.timeStamp - begun < patience_ms ? now.current[event.key] : undefined;
      begun = Number.NEGATIVE_INFINITY;
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    document.addEventListener('keydown', listen, { capture: true });
    return () => document.removeEventListener('keydown', listen, { capture: true });
  }, [first]);
}
