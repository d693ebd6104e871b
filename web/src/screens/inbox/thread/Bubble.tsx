import { Button, UnstyledButton } from '@mantine/core';
import { IconArrowBackUp, IconHelpCircle, IconLock, IconRobot, IconUser } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../ui/act';
import { useFormat } from '../../../ui/format';
import { Content } from '../../../ui/whatsapp/Content';
import { tameLine } from '../../../ui/whatsapp/tame';
import { desk } from '../desk';
import shared from '../inbox.module.css';
import type { Message } from '../types';
import { useMayWrite } from '../useDesk';
import { useReason } from './reason';
import { Ticks } from './Ticks';
import classes from './thread.module.css';

export type Voice = 'customer' | 'bot' | 'person' | 'note' | 'system';

export const voiceOf = (m: Pick<Message, 'author' | 'type' | 'direction'>): Voice => {
  // A flow's own note comes as the engine's.
  if (m.type === 'note' || (m.type === 'system' && m.author === 'system')) return 'note';
  if (m.direction === 'inbound' || m.author === 'contact') return 'customer';
  return m.author === 'human' ? 'person' : m.author;
};

/** Who speaks, in words and a sign; the customer needs none. */
export function Speaker({ voice, name }: { voice: Voice; name: string }) {
  const { t } = useTranslation('inbox');
  if (voice === 'customer') return null;
  const Icon = { bot: IconRobot, person: IconUser, note: IconLock, system: IconRobot }[voice];
  const own = tameLine(name);
  return (
    <div className={classes.speaker}>
      <Icon size={14} aria-hidden="true" />
      {voice === 'note' ? t('voice.note') : null}
      {voice === 'note' && own ? ' · ' : null}
      <bdi>{own || (voice === 'note' ? '' : t(`voice.${voice}`))}</bdi>
    </div>
  );
}

/** The ground, the speaker, what is said, and below it when and how far. */
export function BubbleFrame({
  voice,
  name,
  foot,
  below,
  children,
  id,
}: {
  voice: Voice;
  name: string;
  foot: ReactNode;
  below?: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  return (
    <div className={classes.line} data-side={voice === 'customer' ? 'start' : 'end'} data-line={id}>
      <article className={shared.bubble} data-voice={voice}>
        <Speaker voice={voice} name={name} />
        {children}
        <div className={classes.foot}>{foot}</div>
      </article>
      {below}
    </div>
  );
}

function Failure({ message, conversation }: { message: Message; conversation: string }) {
  const { t } = useTranslation('inbox');
  const { t: shell } = useTranslation();
  const may = useMayWrite();
  const reasonOf = useReason();
  const again = useAct(() => desk.retry(conversation, message.id), { what: t('failed.not_again') });
  return (
    <div className={classes.failure} role="note">
      <span>
        {reasonOf(message.error)}
        {message.error?.code ? <span className="mono"> ({message.error.code})</span> : null}
      </span>
      {may && (
        <Button
          variant="outline"
          color="bad"
          loading={again.isPending}
          onClick={() => again.mutate(undefined)}
        >
          {shell('retry')}
        </Button>
      )}
    </div>
  );
}

type Props = {
  message: Message;
  quoted: Message | undefined;
  reactions: Message[];
  conversation: string;
  onWhy: (id: string) => void;
  onReply: ((message: Message) => void) | null;
};

/** One message of the thread. */
export const Bubble = memo(function Bubble({
  message,
  quoted,
  reactions,
  conversation,
  onWhy,
  onReply,
}: Props) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const voice = voiceOf(message);
  const foot = (
    <>
      {message.status && (message.author === 'bot' || message.author === 'system') && (
        <UnstyledButton className={shared.small} onClick={() => onWhy(message.id)}>
          <IconHelpCircle size={13} aria-hidden="true" /> {t('why.open')}
        </UnstyledButton>
      )}
      {onReply && message.provider_id && (
        <UnstyledButton className={shared.small} data-quiet onClick={() => onReply(message)}>
          <IconArrowBackUp size={13} aria-hidden="true" /> {t('thread.reply')}
        </UnstyledButton>
      )}
      <time dateTime={message.at} title={format.moment(message.at)}>
        {format.time(message.at)}
      </time>
      {message.status && <Ticks status={message.status} />}
    </>
  );
  const below = (
    <>
      {reactions.length > 0 && (
        <div className={classes.reactions} role="note" aria-label={t('thread.reactions')}>
          {reactions.map((r) => (
            <span key={r.id}>{tameLine(r.text)}</span>
          ))}
        </div>
      )}
      {message.status === 'failed' && <Failure message={message} conversation={conversation} />}
    </>
  );
  return (
    <BubbleFrame voice={voice} name={message.author_name} foot={foot} below={below} id={message.id}>
      {quoted && <Quoted message={quoted} />}
      {message.reply_to && !quoted && <div className={classes.quoted}>{t('thread.quoted_away')}</div>}
      <Content content={message.content} text={message.text} />
    </BubbleFrame>
  );
});

/** The message that this one answers, and when that was said. */
export function Quoted({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const voice = voiceOf(message);
  return (
    <div className={classes.quoted} data-voice={voice}>
      <b>
        {voice === 'customer' ? t('voice.customer') : tameLine(message.author_name) || t(`voice.${voice}`)}
      </b>{' '}
      <time dateTime={message.at} title={format.moment(message.at)}>
        {format.short(message.at)}
      </time>
      <div dir="auto">{tameLine(message.text).slice(0, 160) || t('thread.no_text')}</div>
    </div>
  );
}
