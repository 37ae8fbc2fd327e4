import type { Language } from '@bondledger/domain';
import type { ExitCode } from '../exit-code.js';
import type { Call } from './call.js';

/** A text of the catalogue in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

export interface OptionSpec {
  /** As commander writes them: `-o, --output <file>`. */
  readonly flags: string;
  readonly text: Bilingual;
  readonly required?: boolean;
}

export interface ArgumentSpec {
  /** As commander writes them: `<file>`, `[trade]`, `<trade...>`. */
  readonly name: string;
  readonly text: Bilingual;
}

/** What a command does. */
export type Run = (call: Call) => Promise<ExitCode>;

/** One command: all that its help says, and what it does. */
export interface CommandSpec {
  readonly name: string;
  readonly text: Bilingual;
  readonly arguments?: readonly ArgumentSpec[];
  readonly options?: readonly OptionSpec[];
  /** Command lines without the `bondledger` before them; at least one. */
  readonly examples: readonly [string, ...string[]];
  /** Loads the code when the command is called: help and usage errors answer at once. */
  readonly load: () => Promise<Run>;
}

/** Commands under one word: `trade list`, `trade show`. */
export interface CommandGroup {
  readonly name: string;
  readonly text: Bilingual;
  readonly commands: readonly CommandSpec[];
}
