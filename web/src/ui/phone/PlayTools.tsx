import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconDeviceFloppy, IconPlayerSkipForward, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { untestable } from './asTest';
import { ClockMenu } from './ClockMenu';
import classes from './SimulatorPhone.module.css';
import type { PlayHandle } from './usePlay';

/** What an author does to a play from outside: begin anew, take back, let time pass, jump, keep as a test. */
export function PlayTools({
  play,
  steps,
  stale,
  onSave,
}: {
  play: PlayHandle;
  steps: readonly string[];
  /** The flow has been changed since it was begun. */
  stale: boolean;
  onSave: () => void;
}) {
  const { t } = useTranslation('phone');
  const idle = !play.busy && play.now !== null;
  const none = play.turns.length === 0;
  const whyNot = none ? t('test.nothing') : untestable(play.turns) ? t('test.jumped') : '';
  return (
    <div className={classes.tools}>
      {stale ? (
        <Button
          leftSection={<IconRefresh size={15} />}
          onClick={() => void play.restart()}
          disabled={play.busy}
        >
          {t('tool.restart_changed')}
        </Button>
      ) : (
        <Tooltip label={t('tool.restart')}>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={t('tool.restart')}
            disabled={play.busy}
            onClick={() => void play.restart()}
          >
            <IconRefresh size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      <ClockMenu onWait={(wait) => void play.act({ wait })} disabled={!idle} />
      <Tooltip label={t('tool.undo')}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('tool.undo')}
          disabled={!idle || none}
          onClick={() => void play.undo()}
        >
          <IconArrowBackUp size={16} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-start">
        <Menu.Target>
          <Tooltip label={t('start.title')}>
            <ActionIcon variant="default" size={30} aria-label={t('start.title')} disabled={!idle}>
              <IconPlayerSkipForward size={16} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
          <Menu.Label>{t('start.title')}</Menu.Label>
          <Menu.Item onClick={() => void play.act({ node: '' })}>{t('start.beginning')}</Menu.Item>
          {steps.map((node) => (
            <Menu.Item key={node} className="mono" onClick={() => void play.act({ node })}>
              {node}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={whyNot || t('test.title')}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('test.title')}
          disabled={whyNot !== ''}
          onClick={onSave}
        >
          <IconDeviceFloppy size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
