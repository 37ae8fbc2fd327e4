import { coreEvidence, type StepAnswer, type StepContext } from '../apply/step-context.js';
import { putTrade, type TradeEntry } from '../apply/trade-entry.js';
import { advance, done, type CoreChange } from './advance.js';
import type { Subject } from './subject.js';

/** Moves every trade of the subject by one step; answers the first one's new revision. */
export function moveAll(
  context: StepContext,
  { entries, openings }: Subject,
  change: (entry: TradeEntry) => CoreChange,
): StepAnswer {
  let revision = 0;
  const evidence = { core: coreEvidence(context) };
  for (const [at, entry] of entries.entries()) {
    const opening = openings[at];
    if (opening === undefined) continue;
    const core = advance(context, entry, change(entry));
    if (at === 0) ({ revision } = core);
    putTrade(context.workspace, opening, { ...entry, core }, evidence);
  }
  return done(revision);
}
