import type { Write } from '@bondledger/contract';

/** Two lists, each in the order of its keys, as one; of a key that is in both, the newer value. */
export function* merged(newer: readonly Write[], older: Iterable<Write>): Iterable<Write> {
  let at = 0;
  for (const record of older) {
    let next = newer[at];
    for (; next !== undefined && next.key < record.key; next = newer[at]) {
      yield next;
      at += 1;
    }
    if (next?.key === record.key) {
      yield next;
      at += 1;
    } else {
      yield record;
    }
  }
  yield* newer.slice(at);
}
