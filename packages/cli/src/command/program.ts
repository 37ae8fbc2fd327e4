import { Command, Option } from 'commander';
import type { Language } from '@bondledger/domain';
import type { ExitCode } from '../exit-code.js';
import type { Io } from '../io/io.js';
import { COMMON_TEXTS } from '../texts/common.js';
import { speak } from '../texts/language.js';
import { Call } from './call.js';
import type { CommandGroup, CommandSpec } from './spec.js';

export interface ProgramOptions {
  readonly io: Io;
  readonly language: Language;
  readonly version: string;
  readonly commands: readonly (CommandSpec | CommandGroup)[];
  readonly onExit: (code: ExitCode) => void;
}

/** The whole command line: parsed by commander, speaking the language of the call. */
export function createProgram(options: ProgramOptions): Command {
  const say = speak(COMMON_TEXTS, options.language);
  const program = dress(new Command('bondledger'), options);
  program.description(say.program);
  program.version(options.version, '-V, --version', say.versionOption);
  program.helpCommand('help [command]', say.helpCommand);
  program.addHelpText('after', `\n${say.exitCodes}`);
  for (const each of options.commands) {
    if ('load' in each) add(program, each, options);
    else addGroup(program, each, options);
  }
  return program;
}

function addGroup(program: Command, group: CommandGroup, options: ProgramOptions): void {
  const command = dress(program.command(group.name), options);
  command.description(group.text[options.language]);
  command.helpCommand('help [command]', speak(COMMON_TEXTS, options.language).helpCommand);
  for (const spec of group.commands) add(command, spec, options);
}

function add(parent: Command, spec: CommandSpec, options: ProgramOptions): void {
  const { io, language, onExit } = options;
  const say = speak(COMMON_TEXTS, language);
  const command = dress(parent.command(spec.name), options).description(spec.text[language]);
  for (const { name, text } of spec.arguments ?? []) command.argument(name, text[language]);
  for (const { flags, text, required } of spec.options ?? []) {
    command.addOption(new Option(flags, text[language]).makeOptionMandatory(required === true));
  }
  command.option('--json', say.jsonOption);
  const lines = spec.examples.map((example) => `  bondledger ${example}`);
  command.addHelpText('after', `\n${say.examples}\n${lines.join('\n')}`);
  command.action(async () => {
    const run = await spec.load();
    const call = new Call(io, language, command.args, command.opts());
    try {
      onExit(await run(call));
    } finally {
      await call.end();
    }
  });
}

/** What every command has: the streams, the words of its help, `--lang` and `--help`. */
function dress(command: Command, { io, language }: ProgramOptions): Command {
  const say = speak(COMMON_TEXTS, language);
  const titles: Readonly<Record<string, string>> = {
    'Usage:': say.usage,
    'Arguments:': say.arguments,
    'Options:': say.options,
    'Commands:': say.commands,
  };
  return command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // The error is said once, in the language of the call, by whoever catches it.
      outputError: () => undefined,
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getErrHelpWidth: () => io.stderr.columns ?? 80,
    })
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .helpOption('-h, --help', say.helpOption)
    .option('--lang <language>', say.langOption)
    .allowExcessArguments(false);
}
