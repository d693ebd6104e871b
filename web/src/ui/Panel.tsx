import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Panel.module.css';

/** The one panel beside a list: a form or the details of a row, over the screen's right edge. */
export function Panel({
  title,
  opened,
  onClose,
  size = 460,
  children,
}: {
  title: ReactNode;
  opened: boolean;
  onClose: () => void;
  size?: number;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      position="right"
      size={size}
      classNames={{ title: classes.title }}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
    </Drawer>
  );
}
