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

const screens = [
  screen('/inbox', inbox),
  screen('/inbox/$id', inbox),
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
