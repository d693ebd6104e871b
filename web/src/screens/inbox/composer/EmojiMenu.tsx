import { ActionIcon, Popover } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './composer.module.css';

const emoji = [
  ...'😀😄😅😂🙂😉😊😍🤗🤔😐😴😢😭😡🙏👍👎👌👏🙌💪👋🤝✅❌⚠️❗❓⭐🎉🎁❤️💙💚🔥☀️🌧️⏰📅📍📞📱💬✉️📎📄🧾💳💰🚚🏠🏥💊🐶☕🍕🚗✈️',
].filter((c) => c !== '\ufe0f');

/** A small choice of signs; the keyboard of the system has all the others. */
export function EmojiMenu({ onPick, disabled }: { onPick: (sign: string) => void; disabled: boolean }) {
  const { t } = useTranslation('inbox');
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" trapFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          size={30}
          aria-label={t('composer.emoji')}
          title={t('composer.emoji')}
          disabled={disabled}
          onClick={() => setOpen(!open)}
        >
          <IconMoodSmile size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.emoji}>
          {emoji.map((sign) => (
            <button
              type="button"
              key={sign}
              onClick={() => {
                setOpen(false);
                onPick(sign);
              }}
            >
              {sign}
            </button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
