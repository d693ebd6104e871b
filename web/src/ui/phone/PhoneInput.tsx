import { ActionIcon, Menu, Textarea } from '@mantine/core';
import { IconMapPin, IconPhoto, IconPlus, IconSend2 } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MediaForm } from './MediaForm';
import type { PhoneActs } from './Phone';
import classes from './Phone.module.css';
import { PlaceForm } from './PlaceForm';

const text_most = 4096;

/** What the customer writes or sends. What was typed stays until it has been taken. */
export function PhoneInput({
  onText,
  onPlace,
  onMedia,
  closed,
  suggestion,
  place,
  onPlaceOpen,
  busy,
}: PhoneActs & {
  closed?: string;
  suggestion?: string;
  place: boolean;
  onPlaceOpen: (open: boolean) => void;
  busy: boolean;
}) {
  const { t } = useTranslation('phone');
  const [typed, setTyped] = useState<string | null>(null);
  const [media, setMedia] = useState(false);
  const text = typed ?? suggestion ?? '';
  const box = useRef<HTMLTextAreaElement>(null);
  // What is suggested is sent by Enter alone; nobody who is somewhere already is taken away from there.
  useEffect(() => {
    if (suggestion && (document.activeElement === document.body || document.activeElement?.tagName === 'A'))
      box.current?.focus();
  }, [suggestion]);
  const send = async () => {
    if (text.trim() === '' || closed || busy) return;
    setTyped('');
    const taken = await onText(text.trim());
    if (taken === false) setTyped((now) => now || text);
  };
  return (
    <form
      className={classes.write}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {(onPlace || onMedia) && (
        <Menu position="top-start">
          <Menu.Target>
            <ActionIcon variant="subtle" size={34} radius="xl" aria-label={t('attach')} disabled={!!closed}>
              <IconPlus size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {onPlace && (
              <Menu.Item leftSection={<IconMapPin size={16} />} onClick={() => onPlaceOpen(true)}>
                {t('place.title')}
              </Menu.Item>
            )}
            {onMedia && (
              <Menu.Item leftSection={<IconPhoto size={16} />} onClick={() => setMedia(true)}>
                {t('media.title')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <Textarea
        ref={box}
        style={{ flex: 1 }}
        aria-label={t('write')}
        placeholder={closed ?? t('write')}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={text_most}
        disabled={!!closed}
        value={text}
        onChange={(e) => setTyped(e.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <ActionIcon type="submit" size={34} radius="xl" aria-label={t('send')} disabled={!!closed}>
        <IconSend2 size={18} />
      </ActionIcon>
      {onPlace && <PlaceForm opened={place} onClose={() => onPlaceOpen(false)} onSend={onPlace} />}
      {onMedia && <MediaForm opened={media} onClose={() => setMedia(false)} onSend={onMedia} />}
    </form>
  );
}
