import '@fontsource-variable/hanken-grotesk/wght.css';
import '@fontsource/jetbrains-mono/400.css';
import './theme/mantine.css';
import '@mantine/notifications/styles.layer.css';
import './theme/tokens.css';
import './theme/base.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { problemOf } from './api/problem';
import { startTexts } from './i18n';
import { router } from './router';
import { cssVariables, theme } from './theme/theme';

const retried = new Set(['offline', 'busy']);

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // What is wrong with a request does not become right by asking again; a server that is away comes back.
      retry: (failures, error) => failures < 5 && retried.has(problemOf(error).kind),
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 10_000),
      staleTime: 10_000,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';
// Open dialogs keep the page behind them still by a style element of another library.
setNonce(nonce);

async function start() {
  await startTexts();
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        getStyleNonce={() => nonce}
        defaultColorScheme="auto"
        colorSchemeManager={localStorageColorSchemeManager({ key: 'charla.scheme' })}
      >
        <QueryClientProvider client={client}>
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

void start();
