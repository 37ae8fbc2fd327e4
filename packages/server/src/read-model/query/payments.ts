import type { Kysely } from 'kysely';
import type { Payment } from '@bondledger/sdk/api';
import { LIST_MOST } from '../limits.js';
import type { PaymentsTable, ReadTables } from '../tables.js';

const paymentOf = (row: PaymentsTable): Payment => ({
  paymentNo: row.payment_no,
  state: row.state,
  tradeIds: [...row.trade_ids],
  legs: row.legs.map(([institution, amount]) => ({ institution, amount })),
  amount: row.amount,
  height: Number(row.height),
});

/** Payments, the newest first. Only the depository and the central bank see any. */
export async function readPayments(
  tables: Kysely<ReadTables>,
  state: string | undefined,
): Promise<readonly Payment[]> {
  let query = tables
    .selectFrom('payments')
    .selectAll()
    .orderBy('height', 'desc')
    .orderBy('payment_no')
    .limit(LIST_MOST);
  if (state !== undefined) query = query.where('state', '=', state);
  return (await query.execute()).map(paymentOf);
}

export async function readPayment(
  tables: Kysely<ReadTables>,
  paymentNo: string,
): Promise<Payment | undefined> {
  const row = await tables
    .selectFrom('payments')
    .selectAll()
    .where('payment_no', '=', paymentNo)
    .executeTakeFirst();
  return row === undefined ? undefined : paymentOf(row);
}
