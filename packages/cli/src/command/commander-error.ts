import type { CommanderError } from 'commander';
import { speak } from '../texts/language.js';
import { USAGE_TEXTS } from '../texts/usage.js';
import type { Language } from '@bondledger/domain';

/** What commander found wrong, in the language of the call. */
export const usageSentence = ({ code, message }: CommanderError, language: Language): string => {
  const say = speak(USAGE_TEXTS, language);
  const [, name = ''] = /'([^']*)'/.exec(message) ?? [];
  const [, similar] = /\(Did you mean (?:one of )?([^?]*)\?\)/.exec(message) ?? [];
  const hint = similar === undefined ? '' : ` ${say.didYouMean(similar)}`;
  return sentenceFor(code, name, say) + hint;
};

function sentenceFor(
  code: string,
  name: string,
  say: ReturnType<typeof speak<typeof USAGE_TEXTS>>,
): string {
  switch (code) {
    case 'commander.unknownCommand':
      return say.unknownCommand(name);
    case 'commander.unknownOption':
      return say.unknownOption(name);
    case 'commander.excessArguments':
      return say.excessArguments;
    case 'commander.missingArgument':
      return say.missingArgument(name);
    case 'commander.optionMissingArgument':
      return say.valueMissing(name);
    case 'commander.missingMandatoryOptionValue':
      return say.optionMissing(name);
    case 'commander.help':
      return say.commandMissing;
    default:
      return say.other;
  }
}
