import { BondledgerError, sentenceOf, type Language } from '@bondledger/domain';
import { CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { usageSentence } from './command/commander-error.js';
import { createProgram } from './command/program.js';
import type { CommandGroup } from './command/spec.js';
import { UsageError } from './command/usage-error.js';
import { COMMANDS } from './commands/commands.js';
import { DONE, FAILED, WRONG_USAGE, type ExitCode } from './exit-code.js';
import type { Io } from './io/io.js';
import { jsonText } from './output/json.js';
import { paintFor } from './output/paint.js';
import { COMMON_TEXTS } from './texts/common.js';
import { isLanguage, languageOf, speak } from './texts/language.js';
import { USAGE_TEXTS } from './texts/usage.js';

/**
 * Runs one command line and answers its exit code: 0 done, 1 a check or a step failed, 2 wrong
 * usage. Never throws, and never ends the process.
 *
 * @param argv the words after the program's name
 *
 * @example
 * const code = await run(['participant', 'list', '--json'], io);
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const asked = askedLanguage(argv);
  const language = languageOfCall(argv, io);
  const trouble = { argv, io, language };
  if (asked !== undefined && !isLanguage(asked)) {
    const sentence = speak(USAGE_TEXTS, language).notAChoice('--lang', asked, 'ko, en');
    return sayWrongUsage(trouble, sentence);
  }
  let code: ExitCode = DONE;
  const onExit = (exit: ExitCode): void => {
    code = exit;
  };
  const program = createProgram({ io, language, version: version(), commands: COMMANDS, onExit });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return sayError(trouble, error);
  }
}

/** Says that the output cannot be written: the disk is full, say. @param system ENOSPC, say */
export function sayOutputFailed(argv: readonly string[], io: Io, system: string): void {
  const language = languageOfCall(argv, io);
  line(io, language, speak(COMMON_TEXTS, language).outputFailed(system));
}

function languageOfCall(argv: readonly string[], io: Io): Language {
  const asked = askedLanguage(argv);
  return asked !== undefined && isLanguage(asked) ? asked : languageOf(io.env);
}

interface Trouble {
  readonly argv: readonly string[];
  readonly io: Io;
  readonly language: Language;
}

/** The language is needed before the command line is read: what is wrong in it is said in it. */
function askedLanguage(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const at = words.lastIndexOf('--lang');
  if (at >= 0 && words[at + 1] !== undefined) return words[at + 1];
  return words.findLast((word) => word.startsWith('--lang='))?.slice('--lang='.length);
}

const version = (): string => {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
};

function sayError(trouble: Trouble, error: unknown): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return DONE;
    return sayWrongUsage(trouble, usageSentence(error, trouble.language));
  }
  if (error instanceof UsageError) return sayWrongUsage(trouble, error.message);
  if (error instanceof BondledgerError) return sayRefused(trouble, error);
  if (trouble.io.signal?.aborted === true) {
    return sayRefused(trouble, new BondledgerError({ code: 'REQUEST_ABORTED' }, { cause: error }));
  }
  return sayUnexpected(trouble, error);
}

function sayWrongUsage({ argv, io, language }: Trouble, sentence: string): ExitCode {
  const say = speak(USAGE_TEXTS, language);
  const known = knownWords(argv);
  sayJson({ argv, io, language }, { code: 'USAGE_WRONG', params: {}, sentence });
  line(io, language, sentence);
  io.stderr.write(`${say.seeHelp(['bondledger', ...known].join(' '))}\n`);
  return WRONG_USAGE;
}

const isName = (group: CommandGroup, word: string): boolean =>
  group.commands.some(({ name }) => name === word);

/** The words of a command line that name a command. */
function knownWords(argv: readonly string[]): readonly string[] {
  const at = argv.findIndex((word) => COMMANDS.some(({ name }) => name === word));
  const found = COMMANDS.find(({ name }) => name === argv[at]);
  if (found === undefined) return [];
  if ('load' in found) return [found.name];
  const rest = argv.slice(at + 1);
  const sub = found.commands.find(({ name }) => name === rest.find((word) => isName(found, word)));
  return sub === undefined ? [found.name] : [found.name, sub.name];
}

function sayRefused({ argv, io, language }: Trouble, error: BondledgerError): ExitCode {
  const sentence = sentenceOf(error.rejection, language);
  const { code, params } = error;
  sayJson({ argv, io, language }, { code, params, sentence });
  line(io, language, `${code}  ${sentence}`);
  if (code === 'REQUEST_ABORTED') {
    io.stderr.write(`${speak(COMMON_TEXTS, language).stopped}\n`);
  }
  return FAILED;
}

function sayUnexpected({ argv, io, language }: Trouble, error: unknown): ExitCode {
  const message = error instanceof Error ? error.message : String(error);
  const sentence = speak(COMMON_TEXTS, language).unexpected(message);
  sayJson({ argv, io, language }, { code: 'UNEXPECTED', params: {}, sentence });
  line(io, language, sentence);
  if (io.env['BONDLEDGER_DEBUG'] !== undefined && error instanceof Error) {
    io.stderr.write(`${error.stack ?? ''}\n`);
  }
  return FAILED;
}

interface Said {
  readonly code: string;
  readonly params: BondledgerError['params'];
  readonly sentence: string;
}

/** The one JSON value of a command that came to nothing. */
function sayJson({ argv, io }: Trouble, error: Said): void {
  if (argv.includes('--json')) io.stdout.write(jsonText({ error }));
}

function line(io: Io, language: Language, text: string): void {
  const label = paintFor(io.stderr, io.env).red(speak(COMMON_TEXTS, language).error);
  io.stderr.write(`${label}: ${text}\n`);
}
