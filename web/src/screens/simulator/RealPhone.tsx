import { Badge, Box } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../live/hooks';
import { useTellProblem } from '../../ui/act';
import { useFormat } from '../../ui/format';
import { Phone } from '../../ui/phone/Phone';
import { ConversationContext } from '../../ui/whatsapp/file';
import type { Persona } from './personas';
import classes from './Simulator.module.css';
import type { Conversation } from './types';
import { useThread } from './useThread';

/** Who answers, and until when the bot is silent. */
function Answering({ conversation }: { conversation: Conversation | null }) {
  const { t } = useTranslation('simulator');
  const format = useFormat();
  const now = useServerNow();
  if (!conversation) return t('phone.new');
  if (conversation.mode !== 'human') return t(conversation.mode === 'paused' ? 'phone.paused' : 'phone.bot');
  const until = conversation.human_override_until;
  return until ? t('phone.person_until', { left: format.left(Date.parse(until) - now) }) : t('phone.person');
}

/** One customer's phone, on the real engine: what is written here goes the way of a real message. */
export function RealPhone({
  channel,
  persona,
  title,
  suggestion,
  onThread,
  focused,
}: {
  channel: string;
  persona: Persona;
  title: string;
  suggestion?: string;
  onThread: (id: string | null, answeredIn: number | null) => void;
  focused: boolean;
}) {
  const { t } = useTranslation('simulator');
  const tell = useTellProblem();
  const thread = useThread(channel, persona);
  const { id, answeredIn } = thread;
  useEffect(() => {
    if (focused) onThread(id, answeredIn);
  }, [focused, id, answeredIn, onThread]);
  const say = async (text: string) => {
    onThread(id, null);
    try {
      await thread.say(text);
      return true;
    } catch (error) {
      tell(error, t('not_sent'));
      return false;
    }
  };
  return (
    <ConversationContext.Provider value={id ?? ''}>
      <Box className={classes.seat} data-focused={focused} onFocusCapture={() => onThread(id, answeredIn)}>
        <div className={classes.owner}>
          <bdi>{persona.name}</bdi> <span className="mono">+{persona.phone}</span>{' '}
          <Badge color="customer">{t('simulated')}</Badge>
        </div>
        <Phone
          title={title}
          label={t('phone.label', { name: persona.name })}
          sub={<Answering conversation={thread.conversation} />}
          lines={thread.lines}
          suggestion={thread.fresh ? suggestion : undefined}
          onText={say}
          onTap={(choice) => void say(choice.title)}
        />
      </Box>
    </ConversationContext.Provider>
  );
}
