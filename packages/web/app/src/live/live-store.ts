import type { ServerEvent } from '@bondledger/sdk/api';
import { API_PATHS } from '../api/routes.js';
import { RECONNECT_MS } from '../limits.js';

/** Whether the server is heard, since when it is not, and the newest block that it told of. */
export interface Connection {
  readonly online: boolean;
  /** Milliseconds since the epoch; undefined while online. */
  readonly since: number | undefined;
  readonly height: number | undefined;
}

type EventListener = (event: ServerEvent) => void;

const isEvent = (value: unknown): value is ServerEvent =>
  typeof value === 'object' && value !== null && 'type' in value;

/**
 * The server's event stream. The browser resumes it by the last event's id; where that fails, the
 * stream is opened anew and everybody is told to catch up.
 */
export class LiveStore {
  #connection: Connection = { online: true, since: undefined, height: undefined };
  #source: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  readonly #listeners = new Set<EventListener>();
  readonly #watchers = new Set<() => void>();
  readonly #catchUps = new Set<() => void>();

  get connection(): Connection {
    return this.#connection;
  }

  /** For useSyncExternalStore: the connection changed. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
    };
  };

  readonly onEvent = (listener: EventListener): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Events may have been missed. */
  readonly onCatchUp = (listener: () => void): (() => void) => {
    this.#catchUps.add(listener);
    return () => {
      this.#catchUps.delete(listener);
    };
  };

  start(): void {
    if (this.#source !== undefined || this.#timer !== undefined) return;
    const source = new EventSource(API_PATHS.events);
    this.#source = source;
    source.onopen = () => this.#opened();
    source.onerror = () => this.#failed(source);
    const receive = ({ data }: MessageEvent<string>): void => {
      const event: unknown = JSON.parse(data);
      if (isEvent(event)) this.#received(event);
    };
    source.onmessage = receive;
    // The server has forgotten what was missed.
    source.addEventListener('reset', () => this.#catchUp());
    for (const type of ['trade', 'day', 'block', 'job', 'approval', 'drive']) {
      source.addEventListener(type, receive);
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#source?.close();
    this.#source = undefined;
  }

  #opened(): void {
    const missed = !this.#connection.online;
    this.#tries = 0;
    this.#set({ ...this.#connection, online: true, since: undefined });
    if (missed) this.#catchUp();
  }

  #catchUp(): void {
    for (const listener of this.#catchUps) listener();
  }

  #failed(source: EventSource): void {
    if (this.#connection.online) {
      this.#set({ ...this.#connection, online: false, since: Date.now() });
    }
    if (source.readyState !== EventSource.CLOSED || this.#source !== source) return;
    // Refused rather than interrupted: the browser does not try again by itself.
    this.#source = undefined;
    const wait = RECONNECT_MS[Math.min(this.#tries, RECONNECT_MS.length - 1)] ?? 0;
    this.#tries += 1;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.start();
    }, wait);
  }

  #received(event: ServerEvent): void {
    if (event.type === 'block') this.#set({ ...this.#connection, height: event.height });
    for (const listener of this.#listeners) listener(event);
  }

  #set(connection: Connection): void {
    this.#connection = connection;
    for (const watcher of this.#watchers) watcher();
  }
}
