import { Button, Group } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '../../../live/hooks';
import { ProblemNote } from '../../../ui/ProblemNote';
import { Empty, Loading } from '../../../ui/states';
import { ConversationContext } from '../../../ui/whatsapp/file';
import { tameLine } from '../../../ui/whatsapp/tame';
import { usePending } from '../composer/outbox';
import { desk } from '../desk';
import type { Message } from '../types';
import { useMayWrite } from '../useDesk';
import { Lines } from './Lines';
import { linesOf } from './lines';
import { PendingBubble } from './PendingBubble';
import classes from './thread.module.css';
import { useReadMark } from './useReadMark';
import { useSticky } from './useSticky';
import type { useThread } from './useThread';

type Props = {
  id: string;
  thread: ReturnType<typeof useThread>;
  onWhy: (id: string) => void;
  onReply: (message: Message) => void;
};

/** How many nobody had read when the thread was opened: the line "new" stays where it was. */
function useUnreadAtOpening(id: string, unread: number | undefined): number {
  const opened = useRef<{ id: string; unread: number } | null>(null);
  if (unread !== undefined && opened.current?.id !== id) opened.current = { id, unread };
  return opened.current?.id === id ? opened.current.unread : 0;
}

/** Reads new messages of the customer aloud, politely and not one by one. */
function Announcer({ messages }: { messages: readonly Message[] }) {
  const { t } = useTranslation('inbox');
  const [said, setSaid] = useState('');
  const last = useRef<number | null>(null);
  useEffect(() => {
    const newest = messages.at(-1)?.seq ?? 0;
    if (last.current !== null && newest > last.current) {
      const from = last.current;
      const fresh = messages.filter((m) => m.seq > from && m.direction === 'inbound');
      const text = tameLine(fresh.at(-1)?.text ?? '');
      if (fresh.length > 0) setSaid(t('thread.announce', { count: fresh.length, text }));
    }
    last.current = newest;
  }, [messages, t]);
  return (
    <div className="only-read-aloud" aria-live="polite">
      {said}
    </div>
  );
}

/** What was said, from the oldest that is loaded to what is on its way. */
export function Thread({ id, thread, onWhy, onReply }: Props) {
  const { t } = useTranslation('inbox');
  const may = useMayWrite();
  const state = useLiveState();
  const { head, messages } = thread;
  const unread = useUnreadAtOpening(id, head?.unread);
  const runs = useQuery({ queryKey: ['runs', id], queryFn: () => desk.runs(id), staleTime: 5_000 }).data
    ?.items;
  const lines = useMemo(() => linesOf(messages, runs ?? [], unread), [messages, runs, unread]);
  const byProvider = useMemo(() => new Map(messages.map((m) => [m.provider_id, m])), [messages]);
  const pending = usePending(id, messages);
  const box = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1);
  const { atEnd, toEnd, onScroll } = useSticky(
    box,
    thread.loaded ? id : '',
    messages[0]?.id ?? '',
    `${lines.length} ${newest?.id} ${pending.length} ${thread.loaded}`,
  );
  useReadMark(head, atEnd, newest?.seq ?? 0);
  const seen = useRef(0);
  if (atEnd) seen.current = newest?.seq ?? 0;
  const below = atEnd ? 0 : messages.filter((m) => m.seq > seen.current && m.direction === 'inbound').length;
  const mine = pending.at(-1)?.client_id;
  useEffect(() => {
    if (mine) toEnd(); // who sends wants to see it
  }, [mine, toEnd]);
  const look = () => {
    onScroll();
    if ((box.current?.scrollTop ?? 1000) < 300) thread.loadOlder();
  };
  return (
    <ConversationContext.Provider value={id}>
      <div className={classes.threadBox} data-stale={state === 'reconnecting' || undefined}>
        <section
          ref={box}
          className={classes.thread}
          aria-label={t('thread.label')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
          tabIndex={0}
          onScroll={look}
        >
          <div className={classes.lines} data-testid="thread">
            {!thread.loaded && <Loading rows={5} height={64} />}
            {thread.hasOlder && (
              <Group justify="center">
                <Button variant="subtle" loading={thread.loadingOlder} onClick={thread.loadOlder}>
                  {t('thread.older')}
                </Button>
              </Group>
            )}
            {thread.olderError ? <ProblemNote error={thread.olderError} onRetry={thread.loadOlder} /> : null}
            {thread.loaded && messages.length === 0 && pending.length === 0 && (
              <Empty title={t('thread.empty')} />
            )}
            <Lines
              lines={lines}
              byProvider={byProvider}
              conversation={id}
              onWhy={onWhy}
              onReply={may ? onReply : null}
            />
            {pending.map((p) => (
              <PendingBubble key={p.client_id} pending={p} />
            ))}
          </div>
        </section>
        {!atEnd && (
          <Button
            className={classes.toEnd}
            size="compact-sm"
            variant={below > 0 ? 'filled' : 'default'}
            leftSection={<IconArrowDown size={14} />}
            onClick={toEnd}
          >
            {below > 0 ? t('thread.below', { count: below }) : t('thread.to_end')}
          </Button>
        )}
        <Announcer key={id} messages={messages} />
      </div>
    </ConversationContext.Provider>
  );
}
