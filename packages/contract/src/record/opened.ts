import { equalBytes } from '../bytes/text.js';

/** What a box was found to hold, under which key, and of which record it is. */
export interface Remembered {
  readonly name: string;
  readonly key: Uint8Array;
  readonly content: object;
}

/** What this key opened before in this record; undefined where it has to be opened. */
export const recall = <T extends object>(
  known: Remembered | undefined,
  name: string,
  key: Uint8Array,
): T | undefined =>
  known?.name === name && equalBytes(known.key, key) ? (known.content as T) : undefined;
