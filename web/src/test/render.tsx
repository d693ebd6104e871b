import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import { type ReactNode, Suspense } from 'react';
import type { Account } from '../api/types';
import { startTexts } from '../i18n';
import { LiveClient } from '../live/client';
import { LiveContext } from '../live/hooks';
import { cssVariables, theme } from '../theme/theme';

export const owner: Account = {
  user: { id: 1, email: 'ana@example.com', name: 'Ana', role: 'owner' },
  key: { id: 0, name: '' },
  tenant: { id: 1, name: 'Clínica Río', locale: 'es' },
  rights: ['conversations:read', 'conversations:write'],
  runs_installation: true,
};

/** Renders a part of the console with what stands around it: texts in Spanish, a signed-in owner, no connection. */
export async function show(part: ReactNode, account: Account = owner): Promise<RenderResult> {
  await startTexts();
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(['session'], account);
  const live = new LiveClient('ws://127.0.0.1:1', () => {});
  return render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
      <QueryClientProvider client={client}>
        <LiveContext.Provider value={live}>
          <Notifications />
          <Suspense fallback="…">{part}</Suspense>
        </LiveContext.Provider>
      </QueryClientProvider>
    </MantineProvider>,
  );
}
