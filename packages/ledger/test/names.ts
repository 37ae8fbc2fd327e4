import type { Write } from '@bondledger/contract';

/** Writes to these keys, each with a value that no other write has. */
export const writesOfNames = (height: number, names: readonly string[]): readonly Write[] =>
  names.map((key, at) => ({
    key,
    value: Buffer.from(`${key} at ${height.toString()}/${at.toString()}`),
  }));
