import { ActionIcon, Button, Group, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconCheck,
  IconClockPause,
  IconEye,
  IconLayoutSidebarRight,
  IconRotate,
  IconUserPlus,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import shared from '../inbox.module.css';
import { WindowRing } from '../list/WindowRing';
import type { Conversation, Presence } from '../types';
import { snoozes, type useArrange } from '../useArrange';
import { titleOf, useColleagues, useHolder, useMayWrite } from '../useDesk';
import { Phone } from './Phone';
import classes from './thread.module.css';

type Props = {
  of: Conversation;
  arrange: ReturnType<typeof useArrange>;
  others: Presence[];
  onBack: (() => void) | null;
  onPanel: () => void;
  onSnooze: () => void;
  menus: { assign: boolean; snooze: boolean };
  setMenus: (next: { assign: boolean; snooze: boolean }) => void;
};

/** Who it is, who else looks, whose it is, and how it stands. */
export function Head({ of, arrange, others, onBack, onPanel, onSnooze, menus, setMenus }: Props) {
  const { t } = useTranslation('inbox');
  const may = useMayWrite();
  return (
    <header className={classes.head}>
      {onBack && (
        <ActionIcon variant="subtle" size={32} aria-label={t('head.back')} onClick={onBack}>
          <IconArrowLeft size={18} />
        </ActionIcon>
      )}
      <WindowRing of={of} />
      <div className={classes.headName}>
        <h2>
          <bdi>{titleOf(of)}</bdi>
        </h2>
        <div className={shared.small}>
          <Phone of={of} /> · <span className="mono">{of.channel}</span>
        </div>
      </div>
      <Others others={others} />
      <Group gap={6} wrap="nowrap" className={classes.headActs}>
        {may && (
          <>
            <Assign
              of={of}
              arrange={arrange}
              opened={menus.assign}
              onOpen={(o) => setMenus({ ...menus, assign: o })}
            />
            <Menu
              opened={menus.snooze}
              onChange={(o) => setMenus({ ...menus, snooze: o })}
              position="bottom-end"
            >
              <Menu.Target>
                <ActionIcon
                  variant="default"
                  size={30}
                  aria-label={t('act.snooze')}
                  title={`${t('act.snooze')} (S)`}
                >
                  <IconClockPause size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{t('act.snooze')}</Menu.Label>
                {snoozes.map((s) => (
                  <Menu.Item key={s.name} onClick={() => arrange.snooze(s.at(new Date()))}>
                    {t(`snooze.${s.name}`)}
                  </Menu.Item>
                ))}
                <Menu.Item onClick={onSnooze}>{t('snooze.other')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
            <Status of={of} arrange={arrange} />
          </>
        )}
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('panel.toggle')}
          title={`${t('panel.toggle')} (Alt O)`}
          onClick={onPanel}
        >
          <IconLayoutSidebarRight size={16} />
        </ActionIcon>
      </Group>
    </header>
  );
}

function Others({ others }: { others: Presence[] }) {
  const { t } = useTranslation('inbox');
  if (others.length === 0) return null;
  return (
    <div className={classes.others} role="status">
      {others.map((p) => (
        <Tooltip key={p.user_id} label={t(p.typing ? 'presence.typing' : 'presence.looks', { name: p.name })}>
          <span className={classes.other} data-typing={p.typing || undefined}>
            <IconEye size={13} aria-hidden="true" />
            <bdi>{t(p.typing ? 'presence.typing' : 'presence.looks', { name: p.name })}</bdi>
          </span>
        </Tooltip>
      ))}
    </div>
  );
}

function Assign({
  of,
  arrange,
  opened,
  onOpen,
}: {
  of: Conversation;
  arrange: ReturnType<typeof useArrange>;
  opened: boolean;
  onOpen: (open: boolean) => void;
}) {
  const { t } = useTranslation('inbox');
  const colleagues = useColleagues();
  const { nameOf, me } = useHolder();
  return (
    <Menu opened={opened} onChange={onOpen} position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconUserPlus size={15} />}
          title={`${t('act.assign')} (A)`}
          aria-label={of.assignee ? t('act.assigned_to', { name: nameOf(of.assignee) }) : t('act.assign')}
        >
          <bdi className={classes.short}>{of.assignee ? nameOf(of.assignee) : t('act.assign')}</bdi>
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} className={classes.scrolling}>
        {of.assignee !== me && <Menu.Item onClick={() => arrange.assign(me)}>{t('act.to_me')}</Menu.Item>}
        {of.assignee && <Menu.Item onClick={() => arrange.assign('')}>{t('act.nobody')}</Menu.Item>}
        <Menu.Divider />
        {colleagues
          .filter((c) => c.email !== me)
          .map((c) => (
            <Menu.Item key={c.id} onClick={() => arrange.assign(c.email)}>
              <bdi>{c.name}</bdi> <span className={shared.small}>{c.email}</span>
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Status({ of, arrange }: { of: Conversation; arrange: ReturnType<typeof useArrange> }) {
  const { t } = useTranslation('inbox');
  const over = of.status === 'resolved';
  return (
    <Group gap={2} wrap="nowrap">
      <Button
        variant="outline"
        leftSection={over ? <IconRotate size={15} /> : <IconCheck size={15} />}
        loading={arrange.busy}
        title={`${over ? t('act.reopen') : t('act.close')} (E)`}
        onClick={() => arrange.status(over ? 'open' : 'resolved')}
      >
        {over ? t('act.reopen') : t('act.close')}
      </Button>
      {(of.status === 'pending' || of.status === 'snoozed') && (
        <Button variant="subtle" onClick={() => arrange.status('open')}>
          {t('act.reopen')}
        </Button>
      )}
      {of.status === 'open' && (
        <Button variant="subtle" onClick={() => arrange.status('pending')}>
          {t('act.pending')}
        </Button>
      )}
    </Group>
  );
}
