import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TraceTurn } from './TraceTurn';
import type { Act, TraceLine, Turn } from './types';

function useActTitle() {
  const { t } = useTranslation('phone');
  return (turn: Turn): string => {
    const act: Act = turn.act;
    if ('text' in act) return act.text;
    if ('tap' in act) return t('did.tap', { title: String(turn.said?.title ?? '') });
    if ('media' in act) return t(`media.${act.media.kind}`);
    if ('location' in act) return t('place.title');
    if ('wait' in act) return t('did.wait', { time: act.wait });
    if ('answer' in act) return t('did.answer', { outcome: t(`call.${act.answer.outcome}`) });
    if ('node' in act) return t('did.node', { node: act.node || t('start.beginning') });
    return t('did.event', { event: act.event });
  };
}

const withSent = (turn: Turn): TraceLine[] => [
  ...turn.play.trace,
  ...turn.play.bubbles.map((b) => ({ node: '', what: 'sent', detail: b.bubble.line })),
];

/** Turn by turn, the newest first. */
export function PlayTrace({ turns }: { turns: readonly Turn[] }) {
  const { t } = useTranslation('phone');
  const title = useActTitle();
  if (turns.length === 0)
    return (
      <Text size="sm" c="dimmed" py="md">
        {t('trace.empty')}
      </Text>
    );
  return turns
    .map((turn, i) => <TraceTurn key={i} title={title(turn)} at={turn.play.clock} lines={withSent(turn)} />)
    .toReversed();
}
