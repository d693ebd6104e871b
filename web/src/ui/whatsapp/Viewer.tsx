import { Anchor, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './whatsapp.module.css';

/** A picture as large as the window. */
export function Viewer({ href, name, onClose }: { href: string; name: string; onClose: () => void }) {
  const { t } = useTranslation('whatsapp');
  const { t: shell } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      size="auto"
      title={<bdi>{name}</bdi>}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <img className={classes.large} src={href} alt={name} />
      <Anchor size="sm" href={href} target="_blank" rel="noopener noreferrer nofollow">
        {t('media.open')}
      </Anchor>
    </Modal>
  );
}
