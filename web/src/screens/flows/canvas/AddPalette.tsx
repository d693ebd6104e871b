import { Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { palette, voiceOf } from '../model/steps';
import { useNames } from '../names';
import classes from './AddPalette.module.css';
import { iconOf } from './icons';

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** All kinds of steps, searched by what they are called and what they do. Enter takes the first. */
export function AddPalette({ onPick, onClose }: { onPick: (type: string) => void; onClose: () => void }) {
  const { t } = useTranslation('flows');
  const { t: shell } = useTranslation();
  const names = useNames();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const fits = (type: string) =>
    fold(`${names.step(type)} ${names.what(type) ?? ''} ${type}`).includes(fold(text.trim()));
  const shown = palette.map((p) => ({ ...p, types: p.types.filter(fits) })).filter((p) => p.types.length > 0);
  const all = shown.flatMap((p) => p.types);
  const chosen = all[Math.min(at, all.length - 1)];

  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) setAt((now) => Math.max(0, Math.min(all.length - 1, now + by)));
    else if (event.key === 'Enter' && chosen) onPick(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('palette.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls="step-palette"
          aria-activedescendant={chosen ? `palette-${chosen}` : undefined}
          aria-label={t('palette.search')}
          placeholder={t('palette.search')}
          leftSection={<IconSearch size={16} />}
          value={text}
          onChange={(e) => {
            setText(e.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        {all.length === 0 && <Text size="sm">{t('palette.nothing')}</Text>}
        <div className={classes.list} id="step-palette" role="listbox" aria-label={t('palette.title')}>
          {shown.map(({ group, types }) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options
            <div key={group} role="group" aria-label={t(`group.${group}`)} className={classes.group}>
              <div className={classes.title} aria-hidden>
                {t(`group.${group}`)}
              </div>
              <div className={classes.grid}>
                {types.map((type) => {
                  const Icon = iconOf(type);
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: keys come by the search box, which keeps the focus
                    // biome-ignore lint/a11y/useFocusableInteractive: likewise, by aria-activedescendant
                    <div
                      key={type}
                      id={`palette-${type}`}
                      role="option"
                      aria-selected={type === chosen}
                      className={classes.option}
                      data-voice={voiceOf(type)}
                      onClick={() => onPick(type)}
                    >
                      <Icon size={18} stroke={1.6} aria-hidden />
                      <div>
                        <div className={classes.name}>{names.step(type)}</div>
                        <div className={classes.what}>{names.what(type)}</div>
                      </div>
                    </div>
                  );
                })}
              </div>
            </div>
          ))}
        </div>
      </Stack>
    </Modal>
  );
}
