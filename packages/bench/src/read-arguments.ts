import { parseArgs } from 'node:util';

/** What a command line asks for. */
export interface Wish {
  /** Of the benches, in their order. */
  readonly names: readonly string[];
  readonly runs: number;
  readonly large: boolean;
  /** The file for the JSON; the standard output where it is left out. */
  readonly json: string | undefined;
}

/** Reads a command line; undefined where it cannot be meant. */
export function readArguments(args: readonly string[], known: readonly string[]): Wish | undefined {
  try {
    const { positionals: names, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        runs: { type: 'string', default: '5' },
        json: { type: 'string' },
        large: { type: 'boolean', default: false },
      },
    });
    const isKnown = names.length > 0 && names.every((name) => known.includes(name));
    if (!isKnown || !/^[1-9]\d{0,3}$/.test(values.runs)) return undefined;
    return { names, runs: Number(values.runs), large: values.large, json: values.json };
  } catch {
    // parseArgs throws at an option that it does not know, or that lacks its value.
    return undefined;
  }
}

/** What a command line asks of the crash rounds. */
export interface CrashWish {
  readonly rounds: number;
  /** By the clock where it is left out. */
  readonly seed: number | undefined;
}

/** The same for `npm run test:crash`. */
export function readCrashArguments(args: readonly string[]): CrashWish | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string' } },
    });
    const { rounds, seed } = values;
    if (!/^[1-9]\d{0,5}$/.test(rounds)) return undefined;
    if (seed !== undefined && !/^\d{1,15}$/.test(seed)) return undefined;
    return { rounds: Number(rounds), seed: seed === undefined ? undefined : Number(seed) };
  } catch {
    return undefined;
  }
}
