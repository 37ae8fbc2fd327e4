import { resetConsortium } from '@bondledger/consortium';
import { resetNetwork, stopNetwork } from '@bondledger/fabric';
import { rm } from 'node:fs/promises';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { shownPath } from '../data/data-directory.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { FABRIC_TEXTS } from '../texts/fabric.js';
import { speak } from '../texts/language.js';
import { USAGE_TEXTS } from '../texts/usage.js';
import { networkDirectory } from './network-directory.js';
import { derivedPath, networkPath } from './places.js';

/** `fabric down` */
export async function down(call: Call): Promise<ExitCode> {
  const directory = await networkDirectory(call);
  await stopNetwork(networkPath(directory));
  call.answer({ directory }, () => {
    const say = speak(FABRIC_TEXTS, call.language);
    return `${say.isDown(shownPath(call, directory))}\n`;
  });
  return DONE;
}

/** `fabric reset` */
export async function reset(call: Call): Promise<ExitCode> {
  const directory = await networkDirectory(call);
  if (!call.flag('yes')) {
    const say = speak(USAGE_TEXTS, call.language);
    throw new UsageError(say.resetNeedsYes(shownPath(call, directory)));
  }
  await resetNetwork(networkPath(directory));
  await rm(derivedPath(directory), { recursive: true, force: true });
  await resetConsortium(directory);
  call.answer({ directory }, () => {
    const say = speak(FABRIC_TEXTS, call.language);
    return `${say.isReset(shownPath(call, directory))}\n`;
  });
  return DONE;
}
