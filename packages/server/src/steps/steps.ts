import type { Job, StepReply } from '@bondledger/sdk/api';
import type { Jobs } from '../jobs/jobs.js';
import { takeAgain } from '../jobs/run-chunk.js';
import { workId, type Asker } from '../jobs/work-id.js';
import { APPROVED_WAIT_MS, ITEMS_AT_ONCE_MAX } from '../limits.js';
import { ledgerFailure, numbered, type ItemOutcome } from './outcome.js';
import type { StepItem } from './step-item.js';
import type { StepTakers } from './takers.js';

/** Takes steps for people and machines: some at once, many as a job. */
export class Steps {
  readonly #takers: StepTakers;
  readonly #jobs: Jobs;

  constructor(takers: StepTakers, jobs: Jobs) {
    this.#takers = takers;
    this.#jobs = jobs;
  }

  /**
   * Takes steps with the person's name: answered at once up to a thousand, else by a job that is
   * kept before this answers. What an earlier try may have taken is looked for first. No checker is
   * asked: see `Approvals`.
   *
   * @throws BondledgerError QUEUE_FULL, LEDGER_DOWN, SERVER_STOPPING: then nothing was sent.
   */
  async take(
    asker: Asker,
    items: readonly StepItem[],
    kind: Job['kind'] = 'STEP',
  ): Promise<Exclude<StepReply, { readonly kind: 'APPROVAL' }>> {
    const { institution, name, keyed } = asker;
    const operator = operatorOf(name);
    if (items.length <= ITEMS_AT_ONCE_MAX) {
      const taker = this.#takers.of(institution);
      const outcomes =
        keyed?.mayBeThere === true
          ? await this.#takeAgain(institution, items, operator)
          : await taker.take(items, operator);
      return { kind: 'RESULTS', results: [...numbered(outcomes)] };
    }
    const order = { jobId: workId('job', keyed), institution, kind, operator, items };
    const known = await this.#jobs.find(institution, order.jobId);
    const job = known ?? (await this.#jobs.add(order));
    // Also one that was kept while nobody heard that it was.
    if (job.state === 'WAITING') this.#jobs.begin(order);
    return { kind: 'JOB', job };
  }

  async #takeAgain(
    institution: string,
    items: readonly StepItem[],
    operator: string,
  ): Promise<readonly ItemOutcome[]> {
    const run = {
      institution: this.#takers.desk(institution).institution,
      taker: this.#takers.of(institution),
      operator,
      signal: AbortSignal.timeout(APPROVED_WAIT_MS),
    };
    return takeAgain(items, run).catch((error: unknown) => {
      throw ledgerFailure(error);
    });
  }
}

const OPERATOR_LENGTH = 64;

/** A name as evidence takes it: no control characters, 1 to 64 characters. */
export function operatorOf(...names: readonly string[]): string {
  const text = names.join(' / ').replace(/[\p{Cc}\p{Cs}]/gu, '');
  return [...text].slice(0, OPERATOR_LENGTH).join('') || '-';
}
