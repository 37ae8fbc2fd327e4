import type { Session } from '@bondledger/sdk/api';

/**
 * Who works here. `ended` keeps the person's name, so that the same one signs in again in place and
 * nothing on the screen is lost.
 */
export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly session: Session }
  | { readonly kind: 'ended'; readonly session: Session };

type Listener = () => void;

const CHANNEL = 'bondledger.session';

/** One session in all tabs: what one tab learns, the others are told. */
export class SessionStore {
  #state: SessionState = { kind: 'asking' };
  readonly #listeners = new Set<Listener>();
  readonly #waiting: (() => void)[] = [];
  readonly #channel = new BroadcastChannel(CHANNEL);

  constructor(reload: () => void) {
    this.#channel.onmessage = ({ data }: MessageEvent<Session | null>) => {
      const mine = this.session?.user;
      // Another person, or nobody: what this tab shows is no longer theirs to see.
      if (mine !== undefined && data?.user !== mine) reload();
      else if (data !== null) this.#set({ kind: 'open', session: data });
    };
  }

  get state(): SessionState {
    return this.#state;
  }

  get session(): Session | undefined {
    return this.#state.kind === 'open' || this.#state.kind === 'ended'
      ? this.#state.session
      : undefined;
  }

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** @param told false where the other tabs know already or need not. */
  open(session: Session, told = true): void {
    this.#set({ kind: 'open', session });
    if (told) this.#channel.postMessage(session);
  }

  none(told = true): void {
    this.#set({ kind: 'none' });
    if (told) this.#channel.postMessage(null);
  }

  /** The server knows the session no more. Resolves when it does again. */
  async ended(): Promise<void> {
    const { session } = this;
    if (session === undefined) this.#set({ kind: 'none' });
    else if (this.#state.kind !== 'ended') this.#set({ kind: 'ended', session });
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
    if (state.kind !== 'open') return;
    for (const resume of this.#waiting.splice(0)) resume();
  }
}
