import { useEffect, useState, type ReactElement } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { createApi } from './api/client.js';
import { LiveStore } from './live/live-store.js';
import { Login } from './screens/login.js';
import { SCREENS } from './screens/registry.js';
import { Start } from './screens/start.js';
import {
  ServicesProvider,
  useServices,
  useSessionState,
  type Services,
} from './session/context.js';
import { SessionStore } from './session/session-store.js';
import { Shell } from './shell/shell.js';
import { StatusStore } from './shell/status-store.js';
import { TextProvider, useCatalogues } from './text/use-text.js';

function createServices(): Services {
  const sessions = new SessionStore(() => location.reload());
  const api = createApi({
    csrfToken: () => sessions.session?.csrfToken,
    ended: () => sessions.ended(),
  });
  return { api, sessions, live: new LiveStore(), status: new StatusStore() };
}

const createRouter = (): ReturnType<typeof createBrowserRouter> =>
  createBrowserRouter([
    {
      path: '/',
      Component: Shell,
      HydrateFallback: () => null,
      children: [
        { index: true, Component: Start },
        ...SCREENS.map(({ number, load }) => ({
          path: number,
          lazy: async () => ({ Component: await load() }),
        })),
        { path: '*', Component: Start },
      ],
    },
  ]);

/** Asks who is signed in, then draws the screens or the login. */
function Gate(): ReactElement | null {
  const { api, sessions, live } = useServices();
  const { kind } = useSessionState();
  const [router] = useState(createRouter);
  useEffect(() => {
    api.call('session', {}).then(
      (session) => sessions.open(session, false),
      () => sessions.none(false),
    );
  }, [api, sessions]);
  const isOpen = kind === 'open';
  useEffect(() => {
    if (!isOpen) return;
    live.start();
    return () => live.stop();
  }, [isOpen, live]);
  if (kind === 'asking') return null;
  return kind === 'none' ? <Login /> : <RouterProvider router={router} />;
}

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Events say when something changed; a broken connection is caught up on.
      staleTime: 30_000,
      retry: 1,
      refetchOnWindowFocus: false,
      networkMode: 'always',
    },
  },
});

export function App(): ReactElement {
  const [services] = useState(createServices);
  const text = useCatalogues();
  return (
    <TextProvider value={text}>
      <ServicesProvider value={services}>
        <QueryClientProvider client={queryClient}>
          <Gate />
        </QueryClientProvider>
      </ServicesProvider>
    </TextProvider>
  );
}
