import { ActionIcon, AppShell, Button, Drawer, Group, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onSessionEnd } from '../api/client';
import { socketOrigin } from '../api/origin';
import { sessionKey } from '../api/session';
import { LiveClient } from '../live/client';
import { LiveContext, useLiveClient, useLiveState } from '../live/hooks';
import { Loading } from '../ui/states';
import { useKeySequence, useKeys } from './keys';
import { Logo, Rail } from './Rail';
import classes from './Shell.module.css';
import { allScreens } from './screens';

function Outdated() {
  const { t } = useTranslation();
  const live = useLiveClient();
  useLiveState();
  if (!live.outdated) return null;
  return (
    <Group p="xs" gap="sm" justify="center" bg="var(--warn-soft)" role="status">
      <Text size="sm">{t('live.outdated')}</Text>
      <Button variant="outline" onClick={() => location.reload()}>
        {t('live.reload')}
      </Button>
    </Group>
  );
}

// What is not there at first is loaded when it is asked for.
const Palette = lazy(() => import('./Palette'));
const KeyList = lazy(() => import('./KeyList'));
const SessionOver = lazy(() => import('./SessionOver'));
const Tour = lazy(() => import('../ui/tour/Tour'));

/** What stands around every screen of a signed-in person. */
export function Shell() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [over, setOver] = useState(false);
  const [menu, { open, close }] = useDisclosure(false);
  const [keys, { toggle: toggleKeys, close: closeKeys }] = useDisclosure(false);
  const narrow = useMediaQuery('(max-width: 48em)');
  const go = useNavigate();
  const live = useMemo(() => {
    return new LiveClient(`${socketOrigin}/api/v1/feed`, () => setOver(true));
  }, []);
  useEffect(() => {
    live.start();
    return () => live.stop();
  }, [live]);
  useEffect(() => onSessionEnd(() => setOver(true)), []);
  useKeySequence(
    'g',
    Object.fromEntries(allScreens.flatMap((s) => (s.key ? [[s.key, () => void go({ to: s.path })]] : []))),
  );
  const [asked, setAsked] = useState(0);
  const search = () => setAsked((n) => n + 1);
  useKeys({ '?': toggleKeys, 'mod+k': search });
  const back = () => {
    setOver(false);
    void client.invalidateQueries({ queryKey: sessionKey });
    live.start();
  };
  return (
    <LiveContext.Provider value={live}>
      <a className={classes.skip} href="#content">
        {t('skip')}
      </a>
      <AppShell navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: true } }} padding={0}>
        {!narrow && (
          <AppShell.Navbar className={classes.rail}>
            <Rail onGo={close} onSearch={search} />
          </AppShell.Navbar>
        )}
        <div className={classes.top}>
          <ActionIcon variant="subtle" size="lg" aria-label={t('menu')} onClick={open}>
            <IconMenu2 size={20} />
          </ActionIcon>
          <Logo />
        </div>
        <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
          <Outdated />
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </AppShell.Main>
        <Drawer
          opened={menu && Boolean(narrow)}
          onClose={close}
          size={260}
          closeButtonProps={{ 'aria-label': t('close') }}
        >
          <Rail onGo={close} onSearch={search} />
        </Drawer>
        <Suspense>{asked > 0 && <Palette asked={asked} />}</Suspense>
        <Suspense>
          <Suspense>
            <Tour />
          </Suspense>
        </Suspense>
        <Suspense>{keys && <KeyList opened onClose={closeKeys} />}</Suspense>
        <Suspense>{over && <SessionOver onIn={back} />}</Suspense>
      </AppShell>
    </LiveContext.Provider>
  );
}
