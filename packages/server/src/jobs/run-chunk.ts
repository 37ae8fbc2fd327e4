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
  /** Told of what went wrong before it is tried again. */
  readonly onFailure: (error: unknown) => void;
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
  const { signal } = run;
  const outcomes = new Array<ItemOutcome>(items.length);
  let left: readonly Place[] = items.map((item, at) => ({ item, at }));
  let mayBeThere = run.mayBeThere;
  for (let delay = JOB_RETRY_MS_MIN; ; delay = Math.min(2 * delay, JOB_RETRY_MS_MAX)) {
    try {
      if (mayBeThere) left = await keepMissing(left, run, outcomes);
      left = await takeMissing(left, { ...run, mayBeThere }, outcomes);
      if (left.length === 0) return outcomes;
      mayBeThere = true;
    } catch (error) {
      signal.throwIfAborted();
      if (!isPassing(error)) throw error;
      run.onFailure(error);
    }
    await pause(delay, signal);
  }
}

/**
 * Takes steps that may have been taken before, once: what stands on the ledger is answered as it
 * does, and not taken again. What got no answer is UNKNOWN.
 *
 * @throws BondledgerError of StepTaker.take and of the way to the ledger: then nothing was sent now
 */
export async function takeAgain(
  items: readonly StepItem[],
  run: Omit<ChunkRun, 'mayBeThere' | 'onFailure'>,
): Promise<readonly ItemOutcome[]> {
  const outcomes = new Array<ItemOutcome>(items.length);
  const all = items.map((item, at) => ({ item, at }));
  const missing = await keepMissing(all, run, outcomes);
  await takeMissing(missing, { ...run, mayBeThere: true }, outcomes);
  return outcomes;
}

interface Place {
  readonly item: StepItem;
  readonly at: number;
}

/** Takes steps, and gives back those that got no answer. */
async function takeMissing(
  places: readonly Place[],
  run: Omit<ChunkRun, 'onFailure'>,
  outcomes: ItemOutcome[],
): Promise<Place[]> {
  const items = places.map(({ item }) => item);
  const taken = await run.taker.take(items, run.operator);
  for (const [at, outcome] of taken.entries()) {
    const place = places[at];
    if (place !== undefined) outcomes[place.at] = outcome;
  }
  const refused = places.filter(({ at }) => outcomes[at]?.status === 'REFUSED');
  if (run.mayBeThere) await keepMissing(refused, run, outcomes);
  return places.filter(({ at }) => outcomes[at]?.status === 'UNKNOWN');
}

/** Answers what stands on the ledger; what does not is given back. */
async function keepMissing(
  places: readonly Place[],
  { institution, signal }: Pick<ChunkRun, 'institution' | 'signal'>,
  outcomes: ItemOutcome[],
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
  return error.code !== 'INSTITUTION_NOT_SERVED';
}
