/** A range of ledger keys, `from` included, `to` not; at most `limit` (1 to 1,000) a page. */
export interface RangeQuery {
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  /** The `next` of the page before. */
  readonly bookmark?: string;
}

export interface Page {
  readonly records: readonly { readonly key: string; readonly value: Uint8Array }[];
  /** Undefined on the last page. */
  readonly next: string | undefined;
}
