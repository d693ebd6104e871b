import { Button, Center, Stack, Title } from '@mantine/core';
import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Root } from './shell/Root';
import { Broken } from './ui/Broken';

function NotFound() {
  const { t } = useTranslation();
  return (
    <Center h="100%" p="xl">
      <Stack align="center">
        <Title order={1}>{t('not_found.title')}</Title>
        <Button component={Link} to="/inbox">
          {t('not_found.home')}
        </Button>
      </Stack>
    </Center>
  );
}

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: () => <Navigate to="/inbox" replace />,
});
const login = createRoute({ getParentRoute: () => root, path: '/login', component: () => null });

/** What stands in the address behind `?` belongs to the screen that reads it. */
const searchOf = (search: Record<string, unknown>) => search as Record<string, string | undefined>;

/** One folder of `screens/` a screen, loaded when it is first gone to. */
const screen = <Path extends string>(path: Path, load: () => Promise<{ default: () => React.ReactNode }>) =>
  createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: searchOf,
    component: lazyRouteComponent(load),
    errorComponent: Broken,
  });

const inbox = () => import('./screens/inbox');
const agenda = () => import('./screens/agenda');
const channels = () => import('./screens/channels');
const team = () => import('./screens/team');
const webhooks = () => import('./screens/webhooks');
const settings = () => import('./screens/settings');
const docs = () => import('./screens/docs');
const templates = () => import('./screens/templates');
const contacts = () => import('./screens/contacts');

const screens = [
  screen('/inbox', inbox),
  screen('/inbox/$id', inbox),
  screen('/simulator', () => import('./screens/simulator')),
  screen('/templates', templates),
  screen('/templates/$id', templates),
  screen('/contacts', contacts),
  screen('/contacts/$id', contacts),
  screen('/dashboard', () => import('./screens/dashboard')),
  screen('/failed', () => import('./screens/failed')),
  screen('/sends', () => import('./screens/sends')),
  screen('/scheduled', () => import('./screens/scheduled')),
  screen('/actors', () => import('./screens/actors')),
  screen('/records', () => import('./screens/records')),
  screen('/agenda', agenda),
  screen('/channels', channels),
  screen('/channels/$id', channels),
  screen('/team', team),
  screen('/webhooks', webhooks),
  screen('/webhooks/$id', webhooks),
  screen('/settings', settings),
  screen('/docs', docs),
  screen('/flows', () => import('./screens/flows')),
  screen('/flows/$id', () => import('./screens/flows/editor')),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([home, login, ...screens]),
  defaultPreload: 'intent',
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
