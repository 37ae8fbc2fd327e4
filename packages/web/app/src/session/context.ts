import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Right, Session } from '@bondledger/sdk/api';
import type { Api } from '../api/client.js';
import type { LiveStore } from '../live/live-store.js';
import type { StatusStore } from '../shell/status-store.js';
import type { SessionState, SessionStore } from './session-store.js';

/** What every screen has at hand. */
export interface Services {
  readonly api: Api;
  readonly sessions: SessionStore;
  readonly live: LiveStore;
  readonly status: StatusStore;
}

const ServicesContext = createContext<Services | undefined>(undefined);
export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === undefined) throw new Error('ServicesProvider is missing');
  return services;
}

export function useSessionState(): SessionState {
  const { sessions } = useServices();
  return useSyncExternalStore(sessions.subscribe, () => sessions.state);
}

/** The person at work; only inside the shell, which is not drawn for anybody else. */
export function useSession(): Session {
  const state = useSessionState();
  if (state.kind !== 'open' && state.kind !== 'ended') throw new Error('nobody is signed in');
  return state.session;
}

export const useRight = (right: Right): boolean => useSession().rights.includes(right);
