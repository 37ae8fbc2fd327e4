import type { Drive } from '@bondledger/sdk/api';
import type { DriveTable, WorkDatabase } from '../jobs/work-tables.js';

/** What of the drive survives the process. */
export interface DriveState {
  readonly state: Drive['state'];
  /** Steps a second over all institutions; 0 is as fast as it goes. */
  readonly speed: number;
  readonly byHand: readonly string[];
  readonly taken: Readonly<Record<string, number>>;
  readonly startedAt?: string;
}

const ROW = 1;
const AT_FIRST: DriveState = { state: 'IDLE', speed: 0, byHand: [], taken: {} };

export async function readDrive(tables: WorkDatabase): Promise<DriveState> {
  const row = await tables.selectFrom('drive').selectAll().where('id', '=', ROW).executeTakeFirst();
  if (row === undefined) return AT_FIRST;
  return {
    state: row.state,
    speed: row.speed,
    byHand: JSON.parse(row.by_hand) as string[],
    taken: JSON.parse(row.taken) as Record<string, number>,
    ...(row.started_at === null ? {} : { startedAt: row.started_at }),
  };
}

export async function writeDrive(tables: WorkDatabase, state: DriveState): Promise<void> {
  const row: Omit<DriveTable, 'id'> = {
    state: state.state,
    speed: state.speed,
    by_hand: JSON.stringify(state.byHand),
    taken: JSON.stringify(state.taken),
    started_at: state.startedAt ?? null,
  };
  await tables
    .insertInto('drive')
    .values({ id: ROW, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
