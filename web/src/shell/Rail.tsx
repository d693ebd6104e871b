import { ActionIcon, Group, Kbd, Menu, NavLink, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconSearch, IconUserCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { Fragment, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { useAccount } from '../api/session';
import { LiveDot } from './LiveDot';
import { useWaitingNotices } from './notices';
import { RailBadge } from './RailBadge';
import classes from './Shell.module.css';
import { type ScreenEntry, sections } from './screens';

const Preferences = lazy(() => import('./Preferences'));

export function Logo() {
  return (
    <svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true">
      <circle cx="8" cy="8" r="7" fill="var(--bot)" />
      <circle cx="16" cy="8" r="7" fill="var(--person)" fillOpacity=".85" />
    </svg>
  );
}

function Entry({ screen, onGo }: { screen: ScreenEntry; onGo: () => void }) {
  const { t } = useTranslation();
  const here = useRouterState({ select: (s) => s.location.pathname });
  const active = here === screen.path || here.startsWith(`${screen.path}/`);
  return (
    <NavLink
      component={Link}
      to={screen.path}
      onClick={onGo}
      className={classes.link}
      label={t(`nav.${screen.name}`)}
      leftSection={<screen.icon size={17} stroke={1.6} aria-hidden="true" />}
      rightSection={screen.badge && <RailBadge of={screen.badge} />}
      active={active}
      aria-current={active ? 'page' : undefined}
      variant="subtle"
    />
  );
}

function AccountMenu() {
  const { t } = useTranslation();
  const account = useAccount();
  const client = useQueryClient();
  const leave = async () => {
    await ask(api.DELETE('/api/v1/session')).catch(() => undefined);
    client.clear();
    location.assign('/login');
  };
  return (
    <Menu position="top-start" width={240} withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" size="md" aria-label={t('account.menu')}>
          <IconUserCircle size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {account.user.name} · {account.user.email}
        </Menu.Label>
        <Stack gap="xs" p="xs">
          <Suspense>
            <Preferences />
          </Suspense>
        </Stack>
        <Menu.Divider />
        <Menu.Item onClick={() => void leave()}>{t('account.sign_out')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Where one can go, whose data is shown, and whether it is true. */
export function Rail({ onGo, onSearch }: { onGo: () => void; onSearch: () => void }) {
  const { t } = useTranslation();
  const account = useAccount();
  useWaitingNotices();
  const may = (screen: ScreenEntry) => !screen.right || account.rights.includes(screen.right);
  return (
    <>
      <Group gap={8} px={8} py={4}>
        <Logo />
        <Text fw={650} size="lg">
          {t('product')}
        </Text>
      </Group>
      <UnstyledButton className={classes.search} onClick={onSearch}>
        <Group gap={6} wrap="nowrap">
          <IconSearch size={14} aria-hidden="true" />
          <Text size="xs">{t('palette.open')}</Text>
        </Group>
        <Kbd size="xs">Ctrl K</Kbd>
      </UnstyledButton>
      <nav aria-label={t('nav.label')} style={{ flex: 1 }}>
        {sections.map((section) => {
          const screens = section.screens.filter(may);
          if (screens.length === 0) return null;
          return (
            <Fragment key={section.name}>
              <div className={classes.section}>{t(`nav.${section.name}`)}</div>
              {screens.map((screen) => (
                <Entry key={screen.name} screen={screen} onGo={onGo} />
              ))}
            </Fragment>
          );
        })}
      </nav>
      <Stack gap={4} px={8}>
        <Text size="xs" truncate title={account.tenant.name}>
          {account.tenant.name}
        </Text>
        <Group justify="space-between" wrap="nowrap">
          <LiveDot />
          <AccountMenu />
        </Group>
      </Stack>
    </>
  );
}
