import { nodeCrypto } from '@bondledger/contract';
import { collectEvidence, encodeEvidence } from '@bondledger/sdk';
import { shownPath } from '../data/data-directory.js';
import { writeResult } from '../files/write-result.js';
import type { Call } from '../command/call.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { grouped } from '../output/number.js';
import { EVIDENCE_TEXTS } from '../texts/evidence.js';
import { speak } from '../texts/language.js';
import { findTrade, wantedTrade } from '../trade/find-trade.js';
import { withInstitution } from '../trade/with-institution.js';

/** `evidence export` */
export function exportEvidence(call: Call): Promise<ExitCode> {
  const wanted = wantedTrade(call);
  return withInstitution(call, false, async ({ institution, transport }) => {
    const { tradeId, keys } = findTrade(institution, wanted);
    const sides = call.flag('withoutSides') ? { sides: [] } : {};
    const options = { transport, crypto: nodeCrypto, tradeId, keys, ...sides };
    const evidence = await collectEvidence(options);
    const file = call.path(call.need('output'));
    await writeResult(file, encodeEvidence(evidence));
    const { steps, ledgerId } = evidence;
    call.answer({ file, tradeId, ledgerId, steps: steps.length }, () => {
      const say = speak(EVIDENCE_TEXTS, call.language);
      return `${say.exported(tradeId, grouped(steps.length), shownPath(call, file))}\n`;
    });
    return DONE;
  });
}
