import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../live/hooks';
import { useFormat } from '../../ui/format';
import { stateOf, type Webhook } from './types';

const colours = { off: 'customer', resting: 'bad', failing: 'warn', new: 'customer', fine: 'ok' } as const;

/** How it fares, in a word and a colour; of one that rests, for how long yet. */
export function State({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  const now = useServerNow();
  const state = stateOf(webhook, now);
  const rest = webhook.rest_until ? format.left(Date.parse(webhook.rest_until) - now) : '';
  return <Badge color={colours[state]}>{t(`state.${state}`, { left: rest, count: webhook.failures })}</Badge>;
}
