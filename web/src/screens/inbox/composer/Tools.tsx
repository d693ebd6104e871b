import { ActionIcon, Group } from '@mantine/core';
import { IconClock, IconListCheck, IconMessageBolt, IconPaperclip, IconTemplate } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dialog } from './Composer';
import classes from './composer.module.css';
import { EmojiMenu } from './EmojiMenu';

type Props = {
  disabled: boolean;
  picker: RefObject<HTMLInputElement | null>;
  onFiles: (files: Iterable<File>) => void;
  onEmoji: (sign: string) => void;
  onDialog: (dialog: Dialog) => void;
  canSchedule: boolean;
  templates: boolean;
};

/** What a message can be made of beside letters. */
export function Tools({ disabled, picker, onFiles, onEmoji, onDialog, canSchedule, templates }: Props) {
  const { t } = useTranslation('inbox');
  return (
    <Group gap={2} wrap="nowrap" className={classes.tools}>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="file"
        onChange={(e) => {
          onFiles([...(e.currentTarget.files ?? [])]);
          e.currentTarget.value = '';
        }}
      />
      <ActionIcon
        variant="subtle"
        size={30}
        disabled={disabled}
        aria-label={t('composer.attach')}
        title={`${t('composer.attach')} (Ctrl Alt A)`}
        onClick={() => picker.current?.click()}
      >
        <IconPaperclip size={18} />
      </ActionIcon>
      <EmojiMenu onPick={onEmoji} disabled={disabled} />
      <ActionIcon
        variant="subtle"
        size={30}
        aria-label={t('canned.title')}
        title={t('canned.title')}
        onClick={() => onDialog('canned')}
      >
        <IconMessageBolt size={18} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        size={30}
        disabled={disabled}
        aria-label={t('choices.title')}
        title={t('choices.title')}
        onClick={() => onDialog('choices')}
      >
        <IconListCheck size={18} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        size={30}
        disabled={!templates}
        aria-label={t('template.title')}
        title={t('template.title')}
        onClick={() => onDialog('template')}
      >
        <IconTemplate size={18} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        size={30}
        disabled={!canSchedule}
        aria-label={t('schedule.title')}
        title={t('schedule.title')}
        onClick={() => onDialog('schedule')}
      >
        <IconClock size={18} />
      </ActionIcon>
    </Group>
  );
}
