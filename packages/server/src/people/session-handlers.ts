import { BondledgerError } from '@bondledger/domain';
import type { Session } from '@bondledger/sdk/api';
import type { Call, Handlers, SessionMark } from '../http/handler.js';
import type { Services } from '../start/services.js';
import type { SignedIn } from './people.js';
import type { Principal } from './principal.js';
import { csrfTokenOf } from './secrets.js';

type SessionHandlers = Pick<Handlers, 'signIn' | 'session' | 'signOut' | 'changePassword'>;

/** Signing in and out, and one's own password. */
export function sessionHandlers(
  services: Pick<Services, 'people' | 'audit' | 'desks' | 'demo'>,
): SessionHandlers {
  const { people, desks, demo } = services;
  const shown = (principal: Principal, session: Omit<SessionMark, 'hash'>): Session => {
    const { profile } = desks.of(principal.institution);
    return {
      user: principal.id,
      name: principal.name,
      institution: principal.institution,
      institutionName: { ...profile.name },
      institutionRoles: [...profile.roles],
      rights: [...principal.rights],
      demo: demo !== undefined,
      csrfToken: session.csrfToken,
      expiresAt: session.expiresAt.toISOString(),
    };
  };
  return {
    signIn: async (call) => {
      const { user, password } = call.body;
      const signedIn = await audited(services, call, () =>
        people.signIn(user, password, call.address),
      );
      call.setSession(signedIn.secret);
      const { secret, principal, expiresAt } = signedIn;
      return shown(principal, { csrfToken: csrfTokenOf(secret), expiresAt });
    },
    session: (call) => {
      const { principal, session } = call;
      // A token needs no second one for its writes.
      const until = session ?? { csrfToken: '', expiresAt: people.tokens.endOf(principal.id) };
      return Promise.resolve(shown(principal, until));
    },
    signOut: async (call) => {
      call.setSession(undefined);
      if (call.session !== undefined) await people.sessions.end(call.session.hash);
      return null;
    },
    changePassword: async ({ principal, body, address, setSession }) => {
      if (principal.kind !== 'person') {
        throw new BondledgerError({ code: 'RIGHT_MISSING' });
      }
      await people.changePassword(principal, address, body);
      setSession(undefined);
      return null;
    },
  };
}

/** A sign-in is decided here; the name that was tried stands in the log only if somebody has it. */
async function audited(
  { people, audit }: Pick<Services, 'people' | 'audit'>,
  { body, requestId }: Call<'signIn'>,
  signIn: () => Promise<SignedIn>,
): Promise<SignedIn> {
  const institution = people.institutionOf(body.user);
  const user = institution === undefined ? undefined : body.user;
  const entry = { action: 'signIn', institution, user, requestId };
  try {
    const signedIn = await signIn();
    await audit.record({ ...entry, decision: 'ALLOWED' });
    return signedIn;
  } catch (error) {
    if (error instanceof BondledgerError) {
      await audit.record({ ...entry, decision: 'REFUSED', code: error.code });
    }
    throw error;
  }
}
