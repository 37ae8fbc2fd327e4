import type { Transaction } from 'kysely';
import type { Approval, BilingualText, StepRequest } from '@bondledger/sdk/api';
import type { ApprovalTable, WorkDatabase, WorkTables } from '../jobs/work-tables.js';

export type Decision =
  | { readonly state: 'APPROVED'; readonly jobId: string }
  | { readonly state: 'REFUSED'; readonly reason: string };

/** What lists show: a request may have a megabyte, and is read for the one that is checked. */
const SHOWN = [
  'approval_id',
  'institution',
  'step',
  'items',
  'subjects',
  'sentence',
  'maker',
  'made_at',
  'state',
  'checker',
  'checked_at',
  'reason',
  'job_id',
] as const satisfies readonly (keyof ApprovalTable)[];

type ShownApproval = Pick<ApprovalTable, (typeof SHOWN)[number]>;

export const approvalOf = (row: ShownApproval): Approval => ({
  approvalId: row.approval_id,
  step: row.step as Approval['step'],
  items: row.items,
  subjects: JSON.parse(row.subjects) as string[],
  institution: row.institution,
  maker: row.maker,
  madeAt: row.made_at,
  state: row.state,
  ...(row.checker === null ? {} : { checker: row.checker }),
  ...(row.checked_at === null ? {} : { checkedAt: row.checked_at }),
  ...(row.reason === null ? {} : { reason: row.reason }),
  ...(row.job_id === null ? {} : { jobId: row.job_id }),
  sentence: JSON.parse(row.sentence) as BilingualText,
});

export const requestOf = (row: ApprovalTable): StepRequest =>
  JSON.parse(row.request) as StepRequest;

/** What makers prepared, in SQL. */
export class ApprovalStore {
  readonly #tables: WorkDatabase;

  constructor(tables: WorkDatabase) {
    this.#tables = tables;
  }

  /** Forgets what its institution decided before some time, too. */
  async add(row: ApprovalTable, forgetBefore: string): Promise<void> {
    await this.#tables
      .deleteFrom('approval')
      .where('institution', '=', row.institution)
      .where('checked_at', '<', forgetBefore)
      .execute();
    await this.#tables.insertInto('approval').values(row).execute();
  }

  async countOpen(institution: string): Promise<number> {
    const { count } = await this.#tables
      .selectFrom('approval')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('institution', '=', institution)
      .where('state', '=', 'OPEN')
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  /** Undefined where the institution has none of that identifier. */
  find(institution: string, approvalId: string): Promise<ApprovalTable | undefined> {
    return this.#tables
      .selectFrom('approval')
      .selectAll()
      .where('approval_id', '=', approvalId)
      .where('institution', '=', institution)
      .executeTakeFirst();
  }

  newest(
    institution: string,
    state: Approval['state'] | undefined,
    limit: number,
  ): Promise<readonly ShownApproval[]> {
    let query = this.#tables
      .selectFrom('approval')
      .select(SHOWN)
      .where('institution', '=', institution)
      .orderBy('made_at', 'desc')
      .orderBy('approval_id')
      .limit(limit);
    if (state !== undefined) query = query.where('state', '=', state);
    return query.execute();
  }

  /** Closes an open one, with what has to be kept with it; undefined where it is closed. */
  decide(
    approvalId: string,
    checker: string,
    now: string,
    decision: Decision,
    alongside: (transaction: Transaction<WorkTables>) => Promise<void>,
  ): Promise<ApprovalTable | undefined> {
    return this.#tables.transaction().execute(async (transaction) => {
      const row = await transaction
        .updateTable('approval')
        .set({
          state: decision.state,
          checker,
          checked_at: now,
          ...(decision.state === 'APPROVED'
            ? { job_id: decision.jobId }
            : { reason: decision.reason }),
        })
        .where('approval_id', '=', approvalId)
        .where('state', '=', 'OPEN')
        .returningAll()
        .executeTakeFirst();
      if (row !== undefined) await alongside(transaction);
      return row;
    });
  }
}
