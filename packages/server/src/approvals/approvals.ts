import { BondledgerError } from '@bondledger/domain';
import type { Approval, StepRequest } from '@bondledger/sdk/api';
import type { EventHub } from '../events/event-hub.js';
import type { JobOrder } from '../jobs/job-store.js';
import type { Jobs } from '../jobs/jobs.js';
import { workId, type Asker } from '../jobs/work-id.js';
import type { ApprovalTable, WorkDatabase } from '../jobs/work-tables.js';
import {
  APPROVAL_DAYS,
  APPROVAL_SUBJECTS_SHOWN,
  APPROVALS_OPEN_MAX,
  APPROVED_WAIT_MS,
  ITEMS_AT_ONCE_MAX,
} from '../limits.js';
import type { Principal } from '../people/principal.js';
import { itemsOf, namedBy, tradesNamedBy } from '../steps/step-item.js';
import { operatorOf } from '../steps/steps.js';
import type { StepTakers } from '../steps/takers.js';
import { approvalOf, ApprovalStore, requestOf, type Decision } from './approval-store.js';
import { requireSubjects } from './require-subjects.js';
import { sentenceOfRequest } from './sentence.js';

const DAY_MS = 24 * 60 * 60_000;

export interface ApprovalParts {
  readonly tables: WorkDatabase;
  readonly takers: StepTakers;
  readonly jobs: Jobs;
  readonly events: EventHub;
  readonly now: () => Date;
}

/**
 * Maker and checker are two persons of one institution. A machine neither makes nor checks: nobody
 * knows which person holds its token.
 */
export class Approvals {
  readonly #parts: ApprovalParts;
  readonly #store: ApprovalStore;

  constructor(parts: ApprovalParts) {
    this.#parts = parts;
    this.#store = new ApprovalStore(parts.tables);
  }

  /**
   * Keeps what a maker prepared until a checker looks at it. What nobody could approve, since it is
   * about something that is not there, is refused now, as the step would be.
   *
   * @throws BondledgerError QUEUE_FULL, TRADE_NOT_VISIBLE, CHAIN_UNKNOWN, PAYMENT_UNKNOWN,
   * LEDGER_DOWN
   */
  async ask(maker: Asker, request: StepRequest): Promise<Approval> {
    const { institution } = maker;
    const { takers, now } = this.#parts;
    const desk = takers.desk(institution);
    const { book } = desk.institution;
    const approvalId = workId('approval', maker.keyed);
    const known = await this.#store.find(institution, approvalId);
    if (known !== undefined) return approvalOf(known);
    if ((await this.#store.countOpen(institution)) >= APPROVALS_OPEN_MAX) {
      const params = { queue: `approvals ${institution}` };
      throw new BondledgerError({ code: 'QUEUE_FULL', params });
    }
    const items = itemsOf(request);
    await requireSubjects(items, desk.institution);
    const at = now();
    const subjects = items.flatMap((item) => {
      const { chainId, paymentNo } = namedBy(item);
      const trades = tradesNamedBy(item);
      return trades.length > 0 ? trades : (chainId ?? paymentNo ?? []);
    });
    const row: ApprovalTable = {
      approval_id: approvalId,
      institution,
      request: JSON.stringify(request),
      step: request.step,
      items: request.items.length,
      subjects: JSON.stringify(subjects.slice(0, APPROVAL_SUBJECTS_SHOWN)),
      sentence: JSON.stringify(sentenceOfRequest(request, book)),
      maker: maker.id,
      maker_name: maker.name,
      maker_person: maker.madeBy ?? maker.id,
      made_at: at.toISOString(),
      state: 'OPEN',
      checker: null,
      checked_at: null,
      reason: null,
      job_id: null,
    };
    const forgetBefore = new Date(at.getTime() - APPROVAL_DAYS * DAY_MS).toISOString();
    await this.#store.add(row, forgetBefore);
    return this.#told(row);
  }

  async list(
    institution: string,
    state: Approval['state'] | undefined,
    limit: number,
  ): Promise<readonly Approval[]> {
    return (await this.#store.newest(institution, state, limit)).map(approvalOf);
  }

  /**
   * Approves, and takes the step by a job that is kept with the decision, so that no crash comes
   * between the two. The results come with the answer, unless they are many or whoever asks follows
   * the job.
   *
   * @throws BondledgerError APPROVAL_UNKNOWN, CHECKER_IS_MAKER, APPROVAL_CLOSED, RIGHT_MISSING
   */
  async approve(checker: Asker, approvalId: string, wait: boolean): Promise<Approval> {
    const row = await this.#seenBy(checker, approvalId);
    const items = itemsOf(requestOf(row));
    const { institution } = row;
    const { jobs } = this.#parts;
    const operator = operatorOf(row.maker_name, checker.name);
    const order = {
      jobId: workId('job', checker.keyed),
      institution,
      kind: 'STEP',
      operator,
      items,
    } as const;
    // Of this very write, whose answer was lost: its job is there, and is told about.
    const isOwn = row.job_id === order.jobId;
    const decided = isOwn ? row : await this.#approved(checker, row, order);
    const isBegun = isOwn && (await jobs.find(institution, order.jobId))?.state !== 'WAITING';
    if (!isBegun) jobs.begin(order);
    const approval = isOwn ? approvalOf(decided) : this.#told(decided);
    if (!wait || items.length > ITEMS_AT_ONCE_MAX) return approval;
    await jobs.ended(order.jobId, APPROVED_WAIT_MS);
    return { ...approval, results: [...(await jobs.results(order.jobId, 0, items.length))] };
  }

  /** @throws BondledgerError APPROVAL_CLOSED */
  async #approved(checker: Asker, row: ApprovalTable, order: JobOrder): Promise<ApprovalTable> {
    const { jobId } = order;
    const decision = { state: 'APPROVED', jobId } as const;
    return this.#decide(checker, row, decision, async (within) => {
      await this.#parts.jobs.add(order, within);
    });
  }

  /** @throws BondledgerError APPROVAL_UNKNOWN, CHECKER_IS_MAKER, APPROVAL_CLOSED, RIGHT_MISSING */
  async refuse(checker: Asker, approvalId: string, reason: string): Promise<Approval> {
    const row = await this.#seenBy(checker, approvalId);
    const isOwn =
      checker.keyed?.mayBeThere === true &&
      row.state === 'REFUSED' &&
      row.checker === checker.id &&
      row.reason === reason;
    if (isOwn) return approvalOf(row);
    const decision = { state: 'REFUSED', reason } as const;
    return this.#told(await this.#decide(checker, row, decision, () => Promise.resolve()));
  }

  async #decide(
    checker: Asker,
    { approval_id: approvalId, state }: ApprovalTable,
    decision: Decision,
    alongside: Parameters<ApprovalStore['decide']>[4],
  ): Promise<ApprovalTable> {
    const now = this.#parts.now().toISOString();
    const decided =
      state === 'OPEN'
        ? await this.#store.decide(approvalId, checker.id, now, decision, alongside)
        : undefined;
    if (decided === undefined) throw new BondledgerError({ code: 'APPROVAL_CLOSED' });
    return decided;
  }

  async #seenBy(checker: Principal, approvalId: string): Promise<ApprovalTable> {
    if (checker.kind === 'machine') {
      throw new BondledgerError({ code: 'RIGHT_MISSING', params: { right: 'CHECK' } });
    }
    const row = await this.#store.find(checker.institution, approvalId);
    if (row === undefined) {
      throw new BondledgerError({ code: 'APPROVAL_UNKNOWN', params: { approval: approvalId } });
    }
    if (row.maker_person === checker.id) throw new BondledgerError({ code: 'CHECKER_IS_MAKER' });
    return row;
  }

  #told(row: ApprovalTable): Approval {
    const { approval_id: approvalId, institution, state } = row;
    this.#parts.events.publish(institution, { type: 'approval', approvalId, state });
    return approvalOf(row);
  }
}
