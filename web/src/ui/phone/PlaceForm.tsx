import { Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from './types';

const obelisk: Place = { latitude: -34.6037, longitude: -58.3816, name: '', address: '' };

/** Where the simulated customer is. */
export function PlaceForm({
  opened,
  onClose,
  onSend,
}: {
  opened: boolean;
  onClose: () => void;
  onSend: (place: Place) => void;
}) {
  const { t } = useTranslation('phone');
  const { t: shell } = useTranslation();
  const [place, setPlace] = useState(obelisk);
  const degrees = (name: 'latitude' | 'longitude', most: number) => (
    <NumberInput
      label={t(`place.${name}`)}
      value={place[name]}
      onChange={(v) => setPlace({ ...place, [name]: Number(v) })}
      min={-most}
      max={most}
      decimalScale={6}
      hideControls
    />
  );
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('place.title')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Stack gap="sm">
        <Group grow>
          {degrees('latitude', 90)}
          {degrees('longitude', 180)}
        </Group>
        <TextInput
          label={t('place.name')}
          value={place.name}
          onChange={(e) => setPlace({ ...place, name: e.currentTarget.value })}
          maxLength={200}
        />
        <Group justify="flex-end">
          <Button
            data-autofocus
            onClick={() => {
              onClose();
              const { name, latitude, longitude } = place;
              onSend({ latitude, longitude, ...(name && { name }) });
            }}
          >
            {t('send')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
