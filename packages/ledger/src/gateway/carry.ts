import { BondledgerError, type ErrorCode } from '@bondledger/domain';
import type { Ledger, TransactionOutcome } from '../port/ledger.js';
import type { Meter } from './meter.js';
import type { Waiting } from './waiting-batches.js';

/** Failures that another bundle would meet as well: nothing is found out by bisecting. */
const OF_THE_LEDGER: ReadonlySet<ErrorCode> = new Set([
  'DISK_FAILED',
  'ENDORSERS_DIFFER',
  'ENDORSERS_SILENT',
  'LEDGER_CLOSED',
  'OUTCOME_UNKNOWN',
  'QUEUE_FULL',
  'REQUEST_ABORTED',
  'STATE_DAMAGED',
]);

/**
 * Brings a bundle to the ledger and answers each of its senders. Leaves that KSD's guard refuses
 * are skipped in a second proposal. Where the transaction fails for another reason than the
 * ledger's, it is split by batches, never inside one, until the batch that fails is alone.
 */
export async function carry(
  ledger: Pick<Ledger, 'submit' | 'tellsStages'>,
  bundle: readonly Waiting[],
  meter?: Meter,
  skip: readonly string[] = [],
): Promise<void> {
  let outcome: TransactionOutcome;
  const began = meter === undefined ? 0 : performance.now();
  try {
    const submissions = bundle.map((each) => each.submission);
    outcome = await ledger.submit({ submissions, skip }, undefined, bundle[0]?.lane);
  } catch (error) {
    const isOfTheLedger = error instanceof BondledgerError && OF_THE_LEDGER.has(error.code);
    if (isOfTheLedger || bundle.length === 1) {
      for (const { reject } of bundle) reject(error);
      return;
    }
    const middle = bundle.length >> 1;
    meter?.retried();
    await carry(ledger, bundle.slice(0, middle), meter, skip);
    await carry(ledger, bundle.slice(middle), meter, skip);
    return;
  }
  const refused = outcome.guardRefused.filter((leaf) => !skip.includes(leaf));
  if (refused.length > 0) {
    meter?.retried();
    await carry(ledger, bundle, meter, [...skip, ...refused]);
    return;
  }
  if (meter !== undefined) tell(meter, ledger, outcome, (performance.now() - began) / 1000);
  answer(bundle, outcome);
}

function tell(
  meter: Meter,
  ledger: Pick<Ledger, 'tellsStages'>,
  { batches }: TransactionOutcome,
  seconds: number,
): void {
  if (ledger.tellsStages !== true) meter.stage('commit', seconds);
  for (const { outcomes } of batches) {
    for (const each of outcomes) if (each.status === 'REFUSED') meter.refused(each.code);
  }
}

function answer(bundle: readonly Waiting[], { batches, position }: TransactionOutcome): void {
  bundle.forEach(({ resolve, reject }, at) => {
    const outcome = batches[at];
    if (outcome === undefined) reject(new Error('the ledger left a batch unanswered'));
    else resolve(position === undefined ? { outcome } : { outcome, position });
  });
}
