import fc from 'fast-check';
import {
  leavesOf,
  prepare,
  type Applied,
  type Submission,
  type Transaction,
} from '@bondledger/contract';
import { batchOf } from '../../../contract/test/_kit/batch.js';
import { openMarket } from '../../../contract/test/_kit/market.js';
import { withCore } from '../../../contract/test/_kit/spoil.js';
import { propSide, submit, termsOf } from '../../../contract/test/_kit/trade-drafts.js';
import { ENVIRONMENT, World } from '../../../contract/test/_kit/world.js';
import { moves } from '../../../contract/test/laws/moves.js';
import { Play, type Move } from '../../../contract/test/laws/play.js';
import { SPOILS } from './spoilt-submissions.js';

const HELD = 100_000_000_000n;
const HELD_BY = ['SEC1-001', 'SEC2-001', 'CUS1-F01'] as const;
const TOGETHER_MAX = 5;

/** What is done to a day beside its moves. Numbers pick places and batches. */
export interface Mischief {
  readonly kind: 'repeat' | 'swap' | 'spoil' | 'linked' | 'skip';
  readonly at: number;
  readonly pick: number;
}

export interface DayPlan {
  readonly moves: readonly Move[];
  readonly mischief: readonly Mischief[];
  /** How many batches go in one transaction, in turn. */
  readonly sizes: readonly number[];
}

/** Days of random moves; batches among them are repeated, reordered, spoilt, linked, skipped. */
export const dayPlans: fc.Arbitrary<DayPlan> = fc.record({
  moves,
  mischief: fc.array(
    fc.record({
      kind: fc.constantFrom(
        'repeat' as const,
        'swap' as const,
        'spoil' as const,
        'linked' as const,
        'skip' as const,
      ),
      at: fc.nat(1_000),
      pick: fc.nat(1_000),
    }),
    { minLength: 30, maxLength: 50 },
  ),
  sizes: fc.array(fc.integer({ min: 1, max: TOGETHER_MAX }), { minLength: 3, maxLength: 7 }),
});

/** The same days for everybody who gives the same seed. */
export const daysOf = (seed: number, count: number): readonly DayPlan[] =>
  fc.sample(dayPlans, { seed, numRuns: count });

/** A ledger that remembers all that it was given, refused or not. */
class Recorder extends World {
  readonly given: Submission[] = [];

  override transact(submissions: readonly Submission[], skip: readonly string[] = []): Applied {
    this.given.push(...submissions);
    return super.transact(submissions, skip);
  }
}

/** The transactions of a day in the order in which a ledger is given them. */
export function transactionsOf({ moves: all, mischief, sizes }: DayPlan): readonly Transaction[] {
  const market = openMarket();
  const world = new Recorder(market);
  const play = new Play(
    world,
    HELD_BY.map((account) => [account, HELD] as const),
  );
  for (const move of all) play.move(move);
  const day = [...world.given];
  for (const each of mischief) disturb(day, each, world);
  const skipped = leavesSkipped(day, mischief);
  return [...market.history.map(alone), ...together(day, sizes, skipped)];
}

const alone = (submission: Submission): Transaction => ({ submissions: [submission], skip: [] });

function disturb(day: Submission[], { kind, at, pick }: Mischief, world: World): void {
  const place = at % day.length;
  const [here, other] = [day[place], day[pick % day.length]];
  if (here === undefined || other === undefined) return;
  switch (kind) {
    case 'repeat':
      day.splice(place, 0, other);
      return;
    case 'swap':
      day[place] = other;
      day[pick % day.length] = here;
      return;
    case 'spoil':
      day.splice(place, 0, (SPOILS[pick % SPOILS.length] ?? SPOILS[0])(here, other));
      return;
    case 'linked':
      day.splice(place, 0, linkedSales(world, pick));
      return;
    case 'skip':
      return;
  }
}

/** Three sales of which the first two stand or fall together; which of them is wrong, if any. */
function linkedSales(world: World, pick: number): Submission {
  const drafts = [0, 1, 2].map((at) => {
    const draft = submit(world, termsOf({ settlementDate: '2026-09-29' }), propSide('SEC1'));
    const right = pick % 4 === at ? withCore(draft, { termsHash: '0'.repeat(64) }) : draft;
    return at === 0 ? withCore(right, { linked: true }) : right;
  });
  return batchOf('SEC1', drafts);
}

/** Leaves that some transactions are told to leave out, as after the guard has refused them. */
function leavesSkipped(
  day: readonly Submission[],
  mischief: readonly Mischief[],
): ReadonlySet<string> {
  const skipped = new Set<string>();
  for (const { kind, at } of mischief) {
    const submission = day[at % day.length];
    if (kind !== 'skip' || submission === undefined) continue;
    const [first] = leavesOf(prepare(alone(submission), ENVIRONMENT)).flat();
    if (first !== undefined) skipped.add(first);
  }
  return skipped;
}

/** Batches go together in turn; the leaves to skip are skipped the first time only. */
function together(
  day: readonly Submission[],
  sizes: readonly number[],
  skipped: ReadonlySet<string>,
): readonly Transaction[] {
  const left = new Set(skipped);
  const transactions: Transaction[] = [];
  for (let from = 0, turn = 0; from < day.length; turn += 1) {
    const submissions = day.slice(from, from + (sizes[turn % sizes.length] ?? 1));
    from += submissions.length;
    const leaves = leavesOf(prepare({ submissions, skip: [] }, ENVIRONMENT)).flat();
    const skip = leaves.filter((leaf) => left.delete(leaf));
    transactions.push({ submissions, skip });
  }
  return transactions;
}
