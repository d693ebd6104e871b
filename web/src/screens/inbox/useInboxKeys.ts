import { useTranslation } from 'react-i18next';
import { useKeyHelp } from '../../shell/extraKeys';
import { type KeyMap, useKeys } from '../../shell/keys';

export type Acts = Record<
  | 'next'
  | 'previous'
  | 'nextWaiting'
  | 'previousWaiting'
  | 'takeOver'
  | 'handBack'
  | 'reply'
  | 'note'
  | 'close'
  | 'closeAndNext'
  | 'assign'
  | 'snooze'
  | 'attach'
  | 'panel'
  | 'leave',
  () => void
>;

/** The inbox by keys: single letters while nobody writes, Alt and a letter always (as Chatwoot has them). */
export function useInboxKeys(acts: Acts): void {
  const { t } = useTranslation('inbox');
  const map: KeyMap = {
    j: acts.next,
    k: acts.previous,
    ']': acts.nextWaiting,
    '[': acts.previousWaiting,
    t: acts.takeOver,
    b: acts.handBack,
    r: acts.reply,
    n: acts.note,
    e: acts.close,
    a: acts.assign,
    s: acts.snooze,
    Escape: acts.leave,
    'Alt+j': acts.next,
    'Alt+k': acts.previous,
    'Alt+e': acts.close,
    'mod+Alt+e': acts.closeAndNext,
    'Alt+p': acts.note,
    'Alt+l': acts.reply,
    'Alt+m': acts.snooze,
    'Alt+o': acts.panel,
    'mod+Alt+a': acts.attach,
  };
  useKeys(map);
  useKeyHelp([
    ['J / K · Alt J / Alt K', t('keys.walk')],
    ['[ / ]', t('keys.waiting')],
    ['T', t('act.take_over')],
    ['B', t('act.hand_back')],
    ['R · Alt L', t('composer.reply')],
    ['N · Alt P', t('composer.note')],
    ['E · Alt E', t('act.close')],
    ['Ctrl Alt E', t('keys.close_next')],
    ['A', t('act.assign')],
    ['S · Alt M', t('act.snooze')],
    ['/', t('keys.slash')],
    ['Ctrl Alt A', t('composer.attach')],
    ['Alt O', t('panel.toggle')],
    ['Enter / Shift Enter', t('keys.enter')],
  ]);
}
