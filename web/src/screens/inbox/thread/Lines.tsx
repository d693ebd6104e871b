import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import { tameLine } from '../../../ui/whatsapp/tame';
import type { Message } from '../types';
import { useFlowNames } from '../useFlowNames';
import { Bubble } from './Bubble';
import type { Line } from './lines';
import { type Notice, wordsOf } from './notice';
import classes from './thread.module.css';

function Day({ at }: { at: string }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const today = new Date().toDateString();
  const yesterday = new Date(Date.now() - 86_400_000).toDateString();
  const day = new Date(at).toDateString();
  return (
    <div className={classes.day}>
      <span>
        {day === today ? t('thread.today') : day === yesterday ? t('thread.yesterday') : format.date(at)}
      </span>
    </div>
  );
}

function Activity({ line }: { line: Extract<Line, { kind: 'activity' }> }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const nameOf = useFlowNames();
  const flow = nameOf(line.run.flow);
  const words =
    line.what === 'began' ? t('activity.began', { flow }) : t(`activity.${line.run.status}`, { flow });
  return (
    <div className={classes.activity}>
      <bdi>{words}</bdi> · <time dateTime={line.at}>{format.time(line.at)}</time>
    </div>
  );
}

function NoticeLine({ at, notice }: { at: string; notice: Notice }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const words = wordsOf(notice);
  const reason = words === 'bot_over' ? '' : tameLine(notice.reason).slice(0, 200);
  return (
    <div className={classes.activity}>
      <bdi>
        {words ? t(`notice.${words}`, { name: tameLine(notice.by) }) : tameLine(notice.kind)}
        {reason && `: ${reason}`}
      </bdi>{' '}
      · <time dateTime={at}>{format.time(at)}</time>
    </div>
  );
}

type Props = {
  lines: Line[];
  byProvider: ReadonlyMap<string, Message>;
  conversation: string;
  onWhy: (id: string) => void;
  onReply: ((message: Message) => void) | null;
};

/** Every line of the thread, as `linesOf` has put them in order. */
export const Lines = memo(function Lines({ lines, byProvider, conversation, onWhy, onReply }: Props) {
  const { t } = useTranslation('inbox');
  return lines.map((line) => {
    switch (line.kind) {
      case 'day':
        return <Day key={line.key} at={line.at} />;
      case 'new':
        return (
          <div key={line.key} className={classes.fresh}>
            <span>{t('thread.new')}</span>
          </div>
        );
      case 'activity':
        return <Activity key={line.key} line={line} />;
      case 'notice':
        return <NoticeLine key={line.key} at={line.at} notice={line.notice} />;
      default:
        return (
          <Bubble
            key={line.key}
            message={line.message}
            quoted={line.message.reply_to ? byProvider.get(line.message.reply_to) : undefined}
            reactions={line.reactions}
            conversation={conversation}
            onWhy={onWhy}
            onReply={onReply}
          />
        );
    }
  });
});
