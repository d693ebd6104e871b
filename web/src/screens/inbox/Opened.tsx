import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ProblemNote } from '../../ui/ProblemNote';
import { Loading } from '../../ui/states';
import { Composer, type Dialog } from './composer/Composer';
import { useDraft } from './composer/useDraft';
import classes from './inbox.module.css';
import { Panel } from './panel/Panel';
import { Head } from './thread/Head';
import { Silence } from './thread/Silence';
import { Thread } from './thread/Thread';
import { useThread } from './thread/useThread';
import type { Conversation, Message } from './types';
import { useArrange } from './useArrange';
import { useControl } from './useControl';
import { useInboxKeys } from './useInboxKeys';
import { usePresence } from './usePresence';

// Asked for seldom, so loaded when they are.
const ComposerDialogs = lazy(() =>
  import('./composer/Dialogs').then((m) => ({ default: m.ComposerDialogs })),
);
const MomentDialog = lazy(() => import('./composer/MomentDialog').then((m) => ({ default: m.MomentDialog })));
const WhyDrawer = lazy(() => import('./thread/WhyDrawer').then((m) => ({ default: m.WhyDrawer })));

type Walk = { next: () => void; previous: () => void; nextWaiting: () => void; previousWaiting: () => void };
type Props = { id: string; row: Conversation | undefined; narrow: boolean; onLeave: () => void; walk: Walk };

const snooze_most_days = 365;

/** The conversation that is open: its thread, its composer, and what is known beside it. */
export function Opened({ id, row, narrow, onLeave, walk }: Props) {
  const { t } = useTranslation('inbox');
  const thread = useThread(id);
  const of = thread.head ?? row;
  const [draft, setDraft] = useDraft(id);
  const control = useControl(of);
  const arrange = useArrange(of);
  const presence = usePresence(id);
  const [panel, setPanel] = useState(() => window.innerWidth > 1280);
  const [menus, setMenus] = useState({ assign: false, snooze: false });
  const [dialog, setDialog] = useState<Dialog | 'snooze'>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [quoting, setQuoting] = useState<Message | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setQuoting(null);
    setWhy(null);
  }, [id]);
  const write = (note: boolean) => {
    setDraft({ ...draft, note });
    requestAnimationFrame(() => field.current?.focus());
  };
  useInboxKeys({
    ...walk,
    takeOver: () => of?.mode === 'bot' && void control.takeOver(),
    handBack: () => of && of.mode !== 'bot' && void control.handBack(),
    reply: () => write(false),
    note: () => write(true),
    close: () => of && of.status !== 'resolved' && arrange.status('resolved'),
    closeAndNext: () => void arrange.close().then(walk.next, () => undefined),
    assign: () => setMenus({ assign: true, snooze: false }),
    snooze: () => setMenus({ assign: false, snooze: true }),
    attach: () => picker.current?.click(),
    panel: () => setPanel((shown) => !shown),
    leave: onLeave,
  });
  if (thread.refused)
    return (
      <div className={classes.pad}>
        <ProblemNote error={new Problem(thread.refused === 'forbidden' ? 403 : 404, {})} />
      </div>
    );
  if (!of) return <Loading rows={6} height={64} />;
  const typing = presence.others
    .filter((p) => p.typing)
    .map((p) => p.name)
    .join(', ');
  return (
    <>
      <section className={classes.middle} aria-label={t('thread.section')}>
        <Head
          of={of}
          arrange={arrange}
          others={presence.others}
          onBack={narrow ? onLeave : null}
          onPanel={() => setPanel(!panel)}
          onSnooze={() => setDialog('snooze')}
          menus={menus}
          setMenus={setMenus}
        />
        <Silence of={of} control={control} />
        <Thread id={id} thread={thread} onWhy={setWhy} onReply={setQuoting} />
        <Composer
          key={id}
          of={of}
          draft={draft}
          setDraft={setDraft}
          field={field}
          picker={picker}
          quoting={quoting}
          onQuote={setQuoting}
          control={control}
          onDialog={setDialog}
          onTyping={presence.typing}
          typing={typing}
        />
      </section>
      <Panel of={of} arrange={arrange} opened={panel} onClose={() => setPanel(false)} />
      <Suspense fallback={null}>
        {why && <WhyDrawer id={id} message={why} onClose={() => setWhy(null)} />}
        {dialog === 'snooze' ? (
          <MomentDialog
            title={t('act.snooze')}
            act={t('act.snooze')}
            most_days={snooze_most_days}
            onClose={() => setDialog(null)}
            onPick={(at) => {
              arrange.snooze(new Date(at));
              setDialog(null);
            }}
          />
        ) : dialog === null ? null : (
          <ComposerDialogs
            open={dialog}
            of={of}
            draft={draft}
            setDraft={setDraft}
            onClose={() => setDialog(null)}
          />
        )}
      </Suspense>
    </>
  );
}
