import { nodeCrypto } from '@bondledger/contract';
import { encodeEvidence, withholdSides } from '@bondledger/sdk';
import { shownPath } from '../data/data-directory.js';
import { writeResult } from '../files/write-result.js';
import type { Call } from '../command/call.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { grouped } from '../output/number.js';
import { EVIDENCE_TEXTS } from '../texts/evidence.js';
import { speak } from '../texts/language.js';
import { wantedTrade } from '../trade/find-trade.js';
import { withSeen } from '../trade/with-seen.js';

/** `evidence export` */
export function exportEvidence(call: Call): Promise<ExitCode> {
  const wanted = wantedTrade(call);
  return withSeen(call, async (seen) => {
    const whole = await seen.evidence(wanted);
    const isBare = call.flag('withoutSides');
    const evidence = isBare ? withholdSides(nodeCrypto, whole, ['seller', 'buyer']) : whole;
    const file = call.path(call.need('output'));
    await writeResult(file, encodeEvidence(evidence));
    const { steps, ledgerId, tradeId } = evidence;
    call.answer({ file, tradeId, ledgerId, steps: steps.length }, () => {
      const say = speak(EVIDENCE_TEXTS, call.language);
      return `${say.exported(tradeId, grouped(steps.length), shownPath(call, file))}\n`;
    });
    return DONE;
  });
}
