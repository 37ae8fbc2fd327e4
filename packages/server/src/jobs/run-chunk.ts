import { BondledgerError } from '@bondledger/domain';
import type { Institution } from '@bondledger/sdk';
import { CATCH_UP_MS, JOB_RETRY_MS_MAX, JOB_RETRY_MS_MIN } from '../limits.js';
import type { ItemOutcome } from '../steps/outcome.js';
import type { StepItem } from '../steps/step-item.js';
import { takenAlready } from '../steps/taken-already.js';
import type { StepTaker } from '../steps/taker.js';
import { pause } from './pause.js';

export interface ChunkRun {
  readonly institution: Institution;
  readonly taker: StepTaker;
  readonly operator: string;
  /** It may have been sent by an earlier process. */
  readonly mayBeThere: boolean;
  readonly signal: AbortSignal;
}

/**
 * Takes the steps of a chunk until each has an answer, however often the ledger fails meanwhile.
 * What may have been sent before is looked for on the ledger before it is sent again, and once more
 * where it is refused: so each step is taken once.
 *
 * @throws the reason of the signal
 */
export async function runChunk(
  items: readonly StepItem[],
  run: ChunkRun,
): Promise<readonly ItemOutcome[]> {
  const { institution, taker, operator, signal } = run;
  const outcomes = new Array<ItemOutcome>(items.length);
  let left = items.map((item, at) => ({ item, at }));
  let mayBeThere = run.mayBeThere;
  for (let delay = JOB_RETRY_MS_MIN; ; delay = Math.min(2 * delay, JOB_RETRY_MS_MAX)) {
    try {
      if (mayBeThere) left = await keepMissing(left, institution, outcomes, signal);
      const taken = await taker.take(
        left.map(({ item }) => item),
        operator,
      );
      for (const [at, outcome] of taken.entries()) {
        const place = left[at];
        if (place !== undefined) outcomes[place.at] = outcome;
      }
      const refused = left.filter(({ at }) => outcomes[at]?.status === 'REFUSED');
      if (mayBeThere) await keepMissing(refused, institution, outcomes, signal);
      left = left.filter(({ at }) => outcomes[at]?.status === 'UNKNOWN');
      if (left.length === 0) return outcomes;
      mayBeThere = true;
    } catch (error) {
      signal.throwIfAborted();
      if (!isPassing(error)) throw error;
    }
    await pause(delay, signal);
  }
}

interface Place {
  readonly item: StepItem;
  readonly at: number;
}

/** Answers what stands on the ledger; what does not is given back. */
async function keepMissing(
  places: readonly Place[],
  institution: Institution,
  outcomes: ItemOutcome[],
  signal: AbortSignal,
): Promise<Place[]> {
  if (places.length === 0) return [];
  await institution.caughtUp(AbortSignal.any([signal, AbortSignal.timeout(CATCH_UP_MS)]));
  return places.filter(({ item, at }) => {
    const known = takenAlready(item, institution);
    if (known !== undefined) outcomes[at] = known;
    return known === undefined;
  });
}

/** The ledger or the queue before it, which will be there again. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof BondledgerError)) return true;
  return error.code !== 'PARTICIPANT_UNKNOWN';
}
