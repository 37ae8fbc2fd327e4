import { useEffect, useState, type ReactElement } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { createApi, type Api } from './api/client.js';
import { isCatchingUp } from './api/problem.js';
import { CATCHING_UP_MS } from './limits.js';
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
import { ScreenFailed } from './shell/screen-failed.js';
import { Shell } from './shell/shell.js';
import { StatusStore } from './shell/status-store.js';
import { TextProvider, useCatalogues } from './text/use-text.js';

/** Reads who works here anew, so that the menu has what the person may do now. */
async function renew(api: Api, sessions: SessionStore): Promise<void> {
  const session = await api.call('session', {}).catch(() => undefined);
  if (session !== undefined && session.user === sessions.session?.user) {
    sessions.open(session, false);
  }
}

function createServices(): Services {
  const sessions = new SessionStore(() => location.reload());
  const api: Api = createApi({
    csrfToken: () => sessions.session?.csrfToken,
    ended: () => sessions.ended(),
    forbidden: () => void renew(api, sessions),
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
          lazy: async () => ({ Component: await load().catch(() => ScreenFailed) }),
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
  useEffect(() => {
    if (!isOpen) return;
    // Rights can change while a person looks elsewhere.
    const look = (): void => {
      if (document.visibilityState === 'visible') void renew(api, sessions);
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [isOpen, api, sessions]);
  if (kind === 'asking') return null;
  return kind === 'none' ? <Login /> : <RouterProvider router={router} />;
}

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Events say when something changed; a broken connection is caught up on.
      staleTime: 30_000,
      retry: (failures, error) => isCatchingUp(error) || failures === 0,
      retryDelay: CATCHING_UP_MS,
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
