import type { Job, StepReply } from '@bondledger/sdk/api';
import type { Jobs } from '../jobs/jobs.js';
import { workId, type Asker } from '../jobs/work-id.js';
import { ITEMS_AT_ONCE_MAX } from '../limits.js';
import type { Principal } from '../people/principal.js';
import { numbered } from './outcome.js';
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
   * kept before this answers. No checker is asked: see `Approvals`.
   *
   * @throws BondledgerError QUEUE_FULL, LEDGER_DOWN, SERVER_STOPPING: then nothing was sent.
   */
  async take(
    asker: Principal & Asker,
    items: readonly StepItem[],
    kind: Job['kind'] = 'STEP',
  ): Promise<Exclude<StepReply, { readonly kind: 'APPROVAL' }>> {
    const { institution, name } = asker;
    const operator = operatorOf(name);
    if (items.length <= ITEMS_AT_ONCE_MAX) {
      const outcomes = await this.#takers.of(institution).take(items, operator);
      return { kind: 'RESULTS', results: [...numbered(outcomes)] };
    }
    const order = { jobId: workId('job', asker), institution, kind, operator, items };
    const known = await this.#jobs.find(institution, order.jobId);
    if (known !== undefined) return { kind: 'JOB', job: known };
    const job = await this.#jobs.add(order);
    this.#jobs.begin(order);
    return { kind: 'JOB', job };
  }
}

const OPERATOR_LENGTH = 64;

/** A name as evidence takes it: no control characters, 1 to 64 characters. */
export function operatorOf(...names: readonly string[]): string {
  const text = names.join(' / ').replace(/[\p{Cc}\p{Cs}]/gu, '');
  return [...text].slice(0, OPERATOR_LENGTH).join('') || '-';
}
