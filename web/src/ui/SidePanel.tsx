import { CloseButton, Drawer, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './SidePanel.module.css';

/** What belongs to the row that was chosen: beside the list, or over it where there is no room. */
export function SidePanel({
  title,
  onClose,
  children,
  width,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  width?: number;
}) {
  const { t } = useTranslation();
  const narrow = useMediaQuery('(max-width: 62em)');
  if (narrow)
    return (
      <Drawer
        opened
        onClose={onClose}
        position="right"
        title={<bdi>{title}</bdi>}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {children}
      </Drawer>
    );
  return (
    <aside className={classes.panel} aria-label={title} style={width ? { width } : undefined}>
      <div className={classes.head}>
        <Title order={2} className={classes.title} title={title}>
          <bdi>{title}</bdi>
        </Title>
        <CloseButton aria-label={t('close')} onClick={onClose} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <div className={classes.body} tabIndex={0}>
        {children}
      </div>
    </aside>
  );
}
