import { Box, Group, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Screen.module.css';

/** A screen: one title row with its actions, and what it shows below. Names the browser's tab. */
export function Screen({
  title,
  actions,
  children,
  padded = true,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
  /** False: the content uses the whole room to its edges and scrolls by itself. */
  padded?: boolean;
}) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <div className={classes.screen}>
      <Group className={classes.title} justify="space-between" wrap="nowrap">
        <Title order={1}>{title}</Title>
        {actions && (
          <Group gap="sm" wrap="nowrap">
            {actions}
          </Group>
        )}
      </Group>
      <Box className={padded ? classes.padded : classes.full}>{children}</Box>
    </div>
  );
}
