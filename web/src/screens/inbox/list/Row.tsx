import { Badge, Checkbox } from '@mantine/core';
import { IconAlertTriangle, IconClockPause, IconRobot, IconUser } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../../live/hooks';
import { useFormat } from '../../../ui/format';
import { When } from '../../../ui/When';
import { tameLine } from '../../../ui/whatsapp/tame';
import shared from '../inbox.module.css';
import type { Conversation } from '../types';
import { titleOf, useHolder } from '../useDesk';
import classes from './list.module.css';
import { WindowRing } from './WindowRing';

/** How long the bot is still silent, or the customer has waited: what this row is about, in few words. */
function Clock({ of }: { of: Conversation }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const now = useServerNow(of.human_override_until ? 1000 : 10_000);
  const silent = of.mode !== 'bot' && of.human_override_until ? Date.parse(of.human_override_until) - now : 0;
  const waited = of.waiting_since ? now - Date.parse(of.waiting_since) : 0;
  if (of.status === 'snoozed' && of.snoozed_until)
    return (
      <span className={classes.clock}>
        <IconClockPause size={13} aria-hidden="true" />
        {format.short(of.snoozed_until, now)} {format.time(of.snoozed_until)}
      </span>
    );
  if (of.waiting_since && waited > 60_000)
    return (
      <span className={classes.clock} data-tone={waited > 600_000 ? 'warn' : undefined}>
        {t('row.waits', { span: format.span(waited) })}
      </span>
    );
  if (silent > 0 && silent < 7 * 86_400_000)
    return <span className={classes.clock}>{t('row.silent', { left: format.left(silent) })}</span>;
  return null;
}

function Who({ of }: { of: Conversation }) {
  const { t } = useTranslation('inbox');
  const { holderOf, nameOf } = useHolder();
  const holder = holderOf(of);
  if (holder === 'bot')
    return (
      <span className={classes.who} data-voice="bot">
        <IconRobot size={13} aria-hidden="true" /> {t('holder.bot')}
        {of.assignee && ` · ${nameOf(of.assignee)}`}
      </span>
    );
  return (
    <span className={classes.who} data-voice="person">
      <IconUser size={13} aria-hidden="true" />
      <bdi>
        {holder === 'me'
          ? t('holder.me')
          : holder === 'paused'
            ? t('holder.paused')
            : nameOf(of.assignee) || t('holder.nobody')}
      </bdi>
    </span>
  );
}

export type RowProps = {
  of: Conversation;
  active: boolean;
  touched: boolean;
  marked: boolean;
  /** Null: marks are not shown. */
  onMark: ((id: string, on: boolean) => void) | null;
  onOpen: (id: string) => void;
};

/** One conversation in the list. Its left edge has the colour of who answers, its words say so too. */
export const Row = memo(function Row({ of, active, touched, marked, onMark, onOpen }: RowProps) {
  const { t } = useTranslation('inbox');
  const name = titleOf(of);
  return (
    <div
      className={classes.row}
      data-voice={of.mode === 'bot' ? 'bot' : 'person'}
      data-active={active || undefined}
      data-pulse={(touched && !active) || undefined}
      data-conversation={of.id}
    >
      <div className={classes.rowMark}>
        {onMark && (
          <Checkbox
            className={shared.rowCheck}
            data-on={marked || undefined}
            checked={marked}
            aria-label={t('row.mark', { name })}
            onChange={(e) => onMark(of.id, e.currentTarget.checked)}
          />
        )}
        <WindowRing of={of} />
      </div>
      <button
        type="button"
        className={classes.rowBody}
        aria-current={active ? 'true' : undefined}
        onClick={() => onOpen(of.id)}
      >
        <span className={classes.rowTop}>
          <bdi className={classes.rowName} data-unread={of.unread > 0 || undefined}>
            {name}
          </bdi>
          {of.simulated && <Badge size="xs">{t('row.simulated')}</Badge>}
          <span className={classes.rowTime}>
            <When at={of.last_activity_at} />
          </span>
        </span>
        <span className={classes.rowTop}>
          <span className={classes.rowPreview} dir="auto">
            {of.last_author === 'bot' && <b>{t('row.bot_said')} </b>}
            {of.last_author === 'human' && <b>{t('row.person_said')} </b>}
            {tameLine(of.preview)}
          </span>
          {of.unread > 0 && (
            <span className={classes.unread}>
              {of.unread > 99 ? '99+' : of.unread}
              <span className="only-read-aloud">{t('row.unread')}</span>
            </span>
          )}
        </span>
        <span className={classes.rowTop}>
          <Who of={of} />
          {of.undeliverable_at && (
            <IconAlertTriangle
              size={14}
              className={classes.bad}
              role="img"
              aria-label={t('row.undeliverable')}
            />
          )}
          {(of.labels ?? []).slice(0, 2).map((l) => (
            <span key={l} className={shared.label}>
              <bdi>{tameLine(l)}</bdi>
            </span>
          ))}
          <Clock of={of} />
        </span>
      </button>
    </div>
  );
});
