import { Button, Group, Menu } from '@mantine/core';
import { IconChevronDown, IconHandStop, IconRobot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../../live/hooks';
import { type Format, useFormat } from '../../../ui/format';
import type { Conversation } from '../types';
import { silences, type useControl } from '../useControl';
import { useHolder, useMayWrite } from '../useDesk';
import classes from './thread.module.css';

/** `20:41` of today; `22 nov 20:41`: a deadline without its hour says too little. */
const dayAndTime = (at: number, now: number, format: Format) =>
  new Date(at).toDateString() === new Date(now).toDateString()
    ? format.time(at)
    : `${format.short(at, now)} ${format.time(at)}`;

/** Who has the conversation and until when the bot is silent, by the server's deadline. */
export function Silence({ of, control }: { of: Conversation; control: ReturnType<typeof useControl> }) {
  const { t } = useTranslation('inbox');
  const may = useMayWrite();
  const format = useFormat();
  const now = useServerNow();
  const { holderOf, nameOf } = useHolder();
  const holder = holderOf(of);
  if (holder === 'bot')
    return (
      <div className={classes.silence} data-voice="bot">
        <span>
          <IconRobot size={15} aria-hidden="true" /> {t('silence.bot')}
        </span>
        {may && <TakeOver control={control} />}
      </div>
    );
  const until = of.human_override_until ? Date.parse(of.human_override_until) : null;
  const left = until === null ? null : until - now;
  const long = left !== null && left > 20 * 86_400_000;
  return (
    <div
      className={classes.silence}
      data-voice="person"
      data-low={(left !== null && left < 3_600_000) || undefined}
    >
      <span>
        {holder === 'me'
          ? t('silence.me')
          : holder === 'paused'
            ? t('silence.paused')
            : of.assignee
              ? t('silence.colleague', { name: nameOf(of.assignee) })
              : t('silence.somebody')}{' '}
        {left === null || long
          ? t('silence.until_back')
          : left > 0
            ? t('silence.until', { at: dayAndTime(until as number, now, format) })
            : t('silence.over')}
        {left !== null && !long && left > 0 && (
          <b className={classes.left}> {t('silence.left', { left: format.left(left) })}</b>
        )}
      </span>
      {may && (
        <Group gap={6} wrap="nowrap">
          {holder !== 'me' && (
            <Button color="person" loading={control.busy} onClick={() => control.takeOver()}>
              {t('act.take_over')}
            </Button>
          )}
          <SilenceMenu control={control} />
          <Button variant="outline" color="person" loading={control.busy} onClick={() => control.handBack()}>
            {t('act.hand_back')}
          </Button>
        </Group>
      )}
    </div>
  );
}

function TakeOver({ control }: { control: ReturnType<typeof useControl> }) {
  const { t } = useTranslation('inbox');
  return (
    <Group gap={2} wrap="nowrap">
      <Button
        color="person"
        leftSection={<IconHandStop size={15} />}
        loading={control.busy}
        onClick={() => control.takeOver()}
        title={`${t('act.take_over')} (T)`}
      >
        {t('act.take_over')}
      </Button>
      <SilenceMenu control={control} />
    </Group>
  );
}

function SilenceMenu({ control }: { control: ReturnType<typeof useControl> }) {
  const { t } = useTranslation('inbox');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="outline"
          color="person"
          rightSection={<IconChevronDown size={14} />}
          title={t('silence.for')}
        >
          {t('silence.for_short')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('silence.for')}</Menu.Label>
        {silences.map((s) => (
          <Menu.Item key={s.name} onClick={() => control.takeOver(s.ms)}>
            {t(`silence.${s.name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
