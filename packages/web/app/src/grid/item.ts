import type { ReactNode } from 'react';

/** What stands in a table: a row of its own, or one that unfolded under another. */
export interface GridItem<R> {
  readonly key: string;
  readonly row: R;
  /** 1 for what unfolded: a trade of a chain. */
  readonly depth?: 0 | 1;
  /** Whether it can be picked; a trade of a chain goes with its chain. */
  readonly fixed?: boolean;
  /** Of a row that unfolds: whether it is unfolded. */
  readonly expanded?: boolean;
  /** A second line under the row: the columns' `below`, or a sentence across them. */
  readonly line?: 'columns' | { readonly refusal: ReactNode };
}

export const LINE_PX = 28;
