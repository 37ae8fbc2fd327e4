import { CANCEL_REASONS, DECLINE_REASONS, REJECT_REASONS } from '@bondledger/contract';
import { CAPACITIES } from '@bondledger/domain';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { speak } from '../texts/language.js';
import { USAGE_TEXTS } from '../texts/usage.js';
import type { InputPart } from './input.js';
import type { Verb } from './verb.js';

/** The words that the option of a part may say. */
const WORDS: Partial<
  Record<InputPart, { readonly option: string; readonly words: readonly string[] }>
> = {
  own: { option: 'capacity', words: CAPACITIES },
  side: { option: 'side', words: ['seller', 'buyer'] },
  reject: { option: 'reason', words: REJECT_REASONS },
  decline: { option: 'reason', words: DECLINE_REASONS },
  cancel: { option: 'reason', words: CANCEL_REASONS },
};

const REQUIRED: Partial<Record<InputPart, readonly string[]>> = {
  own: ['account', 'capacity'],
  reject: ['reason'],
  decline: ['reason'],
  cancel: ['reason'],
};

/**
 * Checks what the options of a verb say, which is wrong usage where it would be a fault in a file.
 *
 * @param inFile rows may say what the options leave out
 * @throws UsageError with the words that are allowed
 */
export function checkOptions(call: Call, { parts }: Verb, inFile: boolean): void {
  const say = speak(USAGE_TEXTS, call.language);
  for (const part of parts) {
    const known = WORDS[part];
    if (known !== undefined) call.choice(known.option, known.words);
    if (inFile) continue;
    for (const name of REQUIRED[part] ?? []) {
      if ((call.text(name) ?? '') !== '') continue;
      const words = known?.option === name ? known.words.join(', ') : undefined;
      throw new UsageError(
        words === undefined ? say.optionMissing(`--${name}`) : say.wordMissing(`--${name}`, words),
      );
    }
  }
}
