import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveClient } from '../../../live/hooks';

/** `2026-11-21T14:05` in this browser's time zone, as the field wants it. */
export const fieldOf = (at: number): string => {
  const moment = new Date(at);
  return new Date(at - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** Asks for a moment to come. */
export function MomentDialog({
  title,
  act,
  most_days,
  onPick,
  onClose,
}: {
  title: string;
  act: string;
  most_days: number;
  onPick: (at: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('inbox');
  const { t: shell } = useTranslation();
  const live = useLiveClient();
  const [value, setValue] = useState(fieldOf(live.now() + 3_600_000));
  const at = Date.parse(value);
  const now = live.now();
  const wrong = Number.isNaN(at) || at <= now || at > now + most_days * 86_400_000;
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': shell('close') }}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (!wrong) onPick(new Date(at).toISOString());
        }}
      >
        <Stack gap="md">
          <TextInput
            type="datetime-local"
            label={t('moment.label')}
            description={Intl.DateTimeFormat().resolvedOptions().timeZone}
            value={value}
            min={fieldOf(now)}
            onChange={(e) => setValue(e.currentTarget.value)}
            error={wrong ? t('moment.wrong', { count: most_days }) : undefined}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" disabled={wrong}>
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
