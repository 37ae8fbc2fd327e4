import { asProblem, type ApiProblem } from '../api/problem.js';
import { MAX_ROWS } from '../limits.js';

export interface Sums {
  readonly count: number;
  readonly faceAmount: string;
  readonly settlementAmount: string;
}

export interface Page<R> {
  readonly items: readonly R[];
  readonly next?: string | undefined;
  readonly totals?: Sums | undefined;
}

/** Reads one page; the first one where there is no cursor. */
export type ReadPage<R> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<R>>;

export interface RowsState<R> {
  readonly rows: readonly R[];
  readonly totals: Sums | undefined;
  /** `first`: nothing yet; `more`: further pages come; `failed`: the rows are those of `readAt`. */
  readonly phase: 'first' | 'more' | 'done' | 'failed';
  readonly problem: ApiProblem | undefined;
  readonly readAt: number | undefined;
  /** How many rows changed in place since they were read, and how many others did elsewhere. */
  readonly changed: number;
  readonly others: number;
}

/** What a live event can change of a row that stands. */
export interface Versioned {
  readonly revision: number;
}

/**
 * The rows of one question, read page after page in the background. A row never moves by itself:
 * events change it where it stands, and the rest is told as a number until somebody asks anew.
 */
export class RowsStore<R extends Versioned> {
  #state: RowsState<R> = {
    rows: [],
    totals: undefined,
    phase: 'first',
    problem: undefined,
    readAt: undefined,
    changed: 0,
    others: 0,
  };
  #run: AbortController | undefined;
  #places = new Map<string, number>();
  readonly #changed = new Set<string>();
  readonly #others = new Set<string>();
  readonly #watchers = new Set<() => void>();

  constructor(readonly keyOf: (row: R) => string) {}

  get state(): RowsState<R> {
    return this.#state;
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
    };
  };

  stop(): void {
    this.#run?.abort();
  }

  /**
   * Reads all pages. The rows that stand stay until there are new ones: the first page of another
   * question, all pages of the same one.
   */
  async read(readPage: ReadPage<R>, isSameQuestion: boolean): Promise<void> {
    this.#run?.abort();
    const run = new AbortController();
    this.#run = run;
    const keep = isSameQuestion && this.#state.rows.length > 0;
    // What went wrong stands until there is another answer.
    const problem = isSameQuestion ? this.#state.problem : undefined;
    this.#set({ phase: keep ? 'more' : 'first', problem });
    const rows: R[] = [];
    let cursor: string | undefined;
    try {
      do {
        const page = await readPage(cursor, run.signal);
        rows.push(...page.items);
        cursor = rows.length < MAX_ROWS ? page.next : undefined;
        if (run.signal.aborted) return;
        if (!keep || cursor === undefined) this.#show(rows, page.totals, cursor === undefined);
      } while (cursor !== undefined);
    } catch (error) {
      if (!run.signal.aborted) this.#set({ phase: 'failed', problem: asProblem(error) });
    }
  }

  /** Changes rows where they stand. Answers the keys of those that did change. */
  patch(versions: ReadonlyMap<string, Partial<R> & Versioned>): readonly string[] {
    const rows = [...this.#state.rows];
    const keys: string[] = [];
    for (const [key, version] of versions) {
      const place = this.#places.get(key);
      const row = place === undefined ? undefined : rows[place];
      if (place === undefined || row === undefined) this.#others.add(key);
      else if (row.revision < version.revision) {
        rows[place] = { ...row, ...version };
        this.#changed.add(key);
        keys.push(key);
      }
    }
    this.#set({ rows, changed: this.#changed.size, others: this.#others.size });
    return keys;
  }

  /** Puts rows as they were read anew in the place of the older ones, without counting them. */
  renew(rows: readonly R[]): void {
    const next = [...this.#state.rows];
    for (const row of rows) {
      const place = this.#places.get(this.keyOf(row));
      const old = place === undefined ? undefined : next[place];
      if (place !== undefined && old !== undefined && old.revision <= row.revision) {
        next[place] = row;
      }
    }
    this.#set({ rows: next });
  }

  #show(rows: readonly R[], totals: Sums | undefined, isLast: boolean): void {
    this.#places = new Map(rows.map((row, index) => [this.keyOf(row), index]));
    this.#changed.clear();
    this.#others.clear();
    this.#set({
      rows: [...rows],
      totals: totals ?? this.#state.totals,
      phase: isLast ? 'done' : 'more',
      problem: undefined,
      readAt: Date.now(),
      changed: 0,
      others: 0,
    });
  }

  #set(change: Partial<RowsState<R>>): void {
    this.#state = { ...this.#state, ...change };
    for (const watcher of this.#watchers) watcher();
  }
}
