import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Why } from '@bondledger/sdk/api';
import type { Api } from '../../api/client.js';
import { REASON_FRESH_MS, REASON_REST_MS, TRADES_OF_REQUEST } from '../../limits.js';
import { useCatchUp, useEvents } from '../../live/use-live.js';
import { useServices } from '../../session/context.js';

/** What the rows in sight wait for: asked for together, and again while the ledger grows. */
export class Reasons {
  readonly #api: Pick<Api, 'call'>;
  readonly #known = new Map<string, Why>();
  /** Trades in sight, each as often as a row shows it. */
  readonly #inSight = new Map<string, number>();
  readonly #watchers = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;

  constructor(api: Pick<Api, 'call'>) {
    this.#api = api;
  }

  readonly of = (tradeId: string): Why | undefined => this.#known.get(tradeId);

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** A row came into sight; what is given back says that it left. */
  show(tradeId: string): () => void {
    this.#inSight.set(tradeId, (this.#inSight.get(tradeId) ?? 0) + 1);
    this.#soon(REASON_REST_MS);
    return () => {
      const left = (this.#inSight.get(tradeId) ?? 1) - 1;
      if (left > 0) this.#inSight.set(tradeId, left);
      else this.#inSight.delete(tradeId);
    };
  }

  /** What is known may be old: what is in sight is asked for again. */
  readonly renew = (): void => {
    for (const tradeId of [...this.#known.keys()]) {
      if (!this.#inSight.has(tradeId)) this.#known.delete(tradeId);
    }
    void this.#ask([...this.#inSight.keys()]);
  };

  #soon(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#ask([...this.#inSight.keys()].filter((each) => !this.#known.has(each)));
    }, ms);
  }

  async #ask(wanted: readonly string[]): Promise<void> {
    const some = wanted.slice(0, TRADES_OF_REQUEST);
    if (some.length === 0 || this.#isAsking) return;
    this.#isAsking = true;
    try {
      const { whys } = await this.#api.call('whys', { query: { tradeId: some.join(',') } });
      for (const why of whys) this.#known.set(why.tradeId, why);
      for (const watcher of this.#watchers) watcher();
    } catch {
      // The drawer asks for itself, and the next row in sight or the next block asks again.
      return;
    } finally {
      this.#isAsking = false;
    }
    if ([...this.#inSight.keys()].some((each) => !this.#known.has(each) && !some.includes(each))) {
      this.#soon(REASON_REST_MS);
    }
  }
}

/** The reasons of one table. */
export function useReasons(): Reasons {
  const { api } = useServices();
  const reasons = useMemo(() => new Reasons(api), [api]);
  const hasGrown = useRef(false);
  useEvents(({ type }) => {
    if (type === 'block' || type === 'day' || type === 'approval') hasGrown.current = true;
  });
  useCatchUp(reasons.renew);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!hasGrown.current) return;
      hasGrown.current = false;
      reasons.renew();
    }, REASON_FRESH_MS);
    return () => clearInterval(timer);
  }, [reasons]);
  return reasons;
}

/** Why a trade in sight is not settled, as soon as it is known. */
export function useReason(reasons: Reasons, tradeId: string): Why | undefined {
  useEffect(() => reasons.show(tradeId), [reasons, tradeId]);
  const now = useCallback(() => reasons.of(tradeId), [reasons, tradeId]);
  return useSyncExternalStore(reasons.watch, now);
}
