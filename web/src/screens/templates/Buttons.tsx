import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Templates.module.css';
import { buttonTypes, type DraftButton, limits } from './types';

function Fields({
  button: b,
  error,
  onChange,
}: {
  button: DraftButton;
  error: (member: string) => string | undefined;
  onChange: (button: DraftButton) => void;
}) {
  const { t } = useTranslation('templates');
  return (
    <Group grow align="flex-start" style={{ flex: 1 }}>
      <TextInput
        label={t('button.text')}
        value={b.text}
        onChange={(e) => onChange({ ...b, text: e.currentTarget.value })}
        error={error('text')}
        maxLength={limits.button}
        description={`${b.text.length} / ${limits.button}`}
      />
      {b.type === 'URL' && (
        <TextInput
          label={t('button.url')}
          description={t('button.url_hint')}
          placeholder="https://"
          value={b.url}
          onChange={(e) => onChange({ ...b, url: e.currentTarget.value })}
          error={error('url')}
          maxLength={limits.url}
        />
      )}
      {b.type === 'PHONE_NUMBER' && (
        <TextInput
          label={t('button.phone')}
          description={t('button.phone_hint')}
          inputMode="tel"
          value={b.phone_number}
          onChange={(e) => onChange({ ...b, phone_number: e.currentTarget.value })}
          error={error('phone_number')}
          maxLength={limits.phone}
        />
      )}
    </Group>
  );
}

/** Up to ten buttons below the text. */
export function Buttons({
  buttons,
  error,
  onButtons,
}: {
  buttons: DraftButton[];
  error: (member: string) => string | undefined;
  onButtons: (buttons: DraftButton[]) => void;
}) {
  const { t } = useTranslation('templates');
  const known: readonly string[] = buttonTypes;
  return (
    <Stack gap={0} role="group" aria-label={t('button.title')}>
      <Group justify="space-between">
        <Text size="sm" fw={550}>
          {t('button.title')} · {buttons.length} / {limits.buttons}
        </Text>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          disabled={buttons.length >= limits.buttons}
          onClick={() =>
            onButtons([...buttons, { type: 'QUICK_REPLY', text: '', url: '', phone_number: '' }])
          }
        >
          {t('button.add')}
        </Button>
      </Group>
      {error('buttons') && (
        <Text size="sm" c="bad" role="alert">
          {error('buttons')}
        </Text>
      )}
      {buttons.map((b, i) => (
        <Group key={i} className={classes.button} gap="sm" align="flex-start" wrap="nowrap">
          <Select
            label={t('button.kind')}
            w={150}
            data={(known.includes(b.type) ? known : [...known, b.type]).map((value) => ({
              value,
              label: t(`button.${value}`, { defaultValue: value }),
            }))}
            value={b.type}
            onChange={(v) => onButtons(buttons.with(i, { ...b, type: v ?? b.type }))}
            error={error(`buttons[${i}].type`)}
          />
          <Fields
            button={b}
            error={(member) => error(`buttons[${i}].${member}`)}
            onChange={(next) => onButtons(buttons.with(i, next))}
          />
          <ActionIcon
            variant="subtle"
            color="bad"
            mt={24}
            aria-label={t('button.remove', { n: i + 1 })}
            onClick={() => onButtons(buttons.toSpliced(i, 1))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
    </Stack>
  );
}
