import { Button, Group } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../api/session';
import { useFormat } from '../../../ui/format';
import { Markup } from '../../../ui/whatsapp/Markup';
import { type Pending, useOutbox } from '../composer/outbox';
import { BubbleFrame } from './Bubble';
import classes from './thread.module.css';

const wordsOf = (p: Pending, kind: (type: string) => string): string =>
  p.note ?? p.say?.text ?? p.say?.interactive?.body ?? p.say?.media?.caption ?? kind(p.say?.type ?? 'text');

/** What was sent here and is not in the thread yet; when it could not go, why, and the ways on. */
export function PendingBubble({ pending }: { pending: Pending }) {
  const { t } = useTranslation('inbox');
  const { t: shell } = useTranslation();
  const account = useAccount();
  const format = useFormat();
  const box = useOutbox();
  const failed = pending.state === 'failed';
  return (
    <BubbleFrame
      voice={pending.note === null ? 'person' : 'note'}
      name={account.user.name}
      foot={
        <>
          <time dateTime={pending.at}>{format.time(pending.at)}</time>
          {!failed && <IconClock size={15} role="img" aria-label={t('status.queued')} />}
        </>
      }
      below={
        failed && (
          <div className={classes.failure} role="alert">
            <span>
              {t('pending.failed')} {shell(`problem.${pending.problem?.kind ?? 'failed'}`)}
              {pending.problem?.words && `: ${pending.problem.words}`}
            </span>
            <Group gap={6}>
              <Button variant="outline" color="bad" onClick={() => box.retry(pending.client_id)}>
                {shell('retry')}
              </Button>
              <Button variant="subtle" onClick={() => box.drop(pending.client_id)}>
                {t('pending.drop')}
              </Button>
            </Group>
          </div>
        )
      }
    >
      <Markup text={wordsOf(pending, (type) => t(`kind.${type}`))} />
    </BubbleFrame>
  );
}
