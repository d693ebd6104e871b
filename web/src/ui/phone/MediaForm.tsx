import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Media } from './types';

const kinds: Media['kind'][] = ['image', 'video', 'audio', 'document', 'sticker'];

/** A file that the simulated customer sends: its kind and words. There are no bytes: the flow sees none either. */
export function MediaForm({
  opened,
  onClose,
  onSend,
}: {
  opened: boolean;
  onClose: () => void;
  onSend: (media: Media) => void;
}) {
  const { t } = useTranslation('phone');
  const { t: shell } = useTranslation();
  const [kind, setKind] = useState<Media['kind']>('image');
  const [caption, setCaption] = useState('');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('media.title')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Stack gap="sm">
        <Select
          label={t('media.kind')}
          description={t('media.hint')}
          data={kinds.map((value) => ({ value, label: t(`media.${value}`) }))}
          value={kind}
          onChange={(v) => setKind((v as Media['kind'] | null) ?? 'image')}
        />
        <TextInput
          label={t('media.caption')}
          value={caption}
          onChange={(e) => setCaption(e.currentTarget.value)}
          maxLength={1024}
        />
        <Group justify="flex-end">
          <Button
            onClick={() => {
              onClose();
              onSend({ kind, ...(caption && { caption }) });
              setCaption('');
            }}
          >
            {t('send')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
