import { Center, Stack } from '@mantine/core';
import { Navigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useSession, useSetup } from '../api/session';
import { ProblemNote } from '../ui/ProblemNote';
import { Loading } from '../ui/states';
import { Shell } from './Shell';

const Door = lazy(() => import('./Door'));

/** The way in, or the console. */
export function Root() {
  const setup = useSetup();
  const signedIn = setup.data?.signed_in ?? false;
  const session = useSession(signedIn);
  const path = useRouterState({ select: (s) => s.location.pathname });
  const error = setup.error ?? (signedIn ? session.error : null);
  if (error && !session.data)
    return (
      <Center mih="100dvh" p="md">
        <Stack maw={480}>
          <ProblemNote
            error={error}
            onRetry={() => {
              void setup.refetch();
              void session.refetch();
            }}
          />
        </Stack>
      </Center>
    );
  if (!setup.data) return <Loading />;
  if (!setup.data.signed_in && !session.data)
    return (
      <Suspense>
        <Door first={setup.data.needed} />
      </Suspense>
    );
  if (!session.data) return <Loading />;
  if (path === '/login') return <Navigate to="/" replace />;
  return <Shell />;
}
