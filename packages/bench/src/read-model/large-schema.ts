import { sql, type Database } from '@bondledger/database';
import { openReadModelTables } from '@bondledger/server';

/** The tables of an institution. */
export type Tables = Awaited<ReturnType<typeof openReadModelTables>>;

export const LARGE_SCHEMA = 'rm_large';
/** Trades of ten days of ten times the market's size. */
export const LARGE_TRADES = 155_000;

/**
 * A schema of an institution with as many trades as ten large days have, made by the database
 * itself: states, dates, kinds, parties and amounts spread as on a market's days.
 */
export async function largeSchema(database: Database): Promise<Tables> {
  const tables = await openReadModelTables(database, LARGE_SCHEMA);
  await sql`insert into rm_large.trades
    select
      to_char(date '2026-09-01' + day, 'YYYYMMDD') || '-' || upper(substr(md5(i::text), 1, 26)),
      state, no, no > 7, date '2026-09-02' + day, 'KR' || lpad((i % 400)::text, 10, '0'), kind,
      (1 + (i * 7919) % 500) * 100000000::bigint,
      (1 + (i * 7919) % 500) * 99000000::bigint + i % 97,
      case when i % 60 = 0 then 'FOP' else 'DVP' end, seller || '-' || lpad(i::text, 9, '0'),
      seller, buyer, seller, seller || '-P-0' || i % 9, buyer || '-P-0' || i % 9,
      case when i % 3 = 0 then 'F' || i % 300 end, case when i % 5 = 0 then 'F' || i % 300 end,
      case when i % 12 = 0 then '20260902-C' || lpad((i / 36)::text, 13, '0') end,
      16, case when no = 3 then 4096 when no = 5 then 16384 else 0 end, i
    from (select i, (i / 15500) % 10 as day, 'S' || i % 139 as seller,
        'B' || (i * 31) % 139 as buyer,
        (array['KTB','KTB','KTB','KTB','BANK','BANK','BANK','MSB','CORPORATE','SPECIAL'])
          [1 + i % 10] as kind,
        case when i > 139500 then 1 + i % 8 when i % 200 = 0 then 12 else 8 end as no,
        (array['SUBMITTED','MATCHED','READY','CHAINED','RESTRICTED','PAYMENT_REQUESTED','PAID',
          'SETTLED','REJECTED','CANCELLED','EXPIRED','FAILED'])[case when i > 139500
          then 1 + i % 8 when i % 200 = 0 then 12 else 8 end] as state
      from generate_series(1, ${sql.lit(LARGE_TRADES)}) i) x`.execute(tables);
  await sql`insert into rm_large.details
    select trade_id, '2026-09-01T00:00:00.000Z', json_build_object('tradeId', trade_id,
      'state', state, 'isin', isin, 'settlementDate', settlement_date,
      'note', repeat('x', 900)), '{}'
    from rm_large.trades`.execute(tables);
  await sql`insert into rm_large.changing select trade_id, state_no, height
    from rm_large.trades`.execute(tables);
  await sql`insert into rm_large.lots select trade_id, 'seller', 0, 'L' || height % 500, 1, null
    from rm_large.trades where height % 3 = 0`.execute(tables);
  await sql`vacuum (analyze)
    rm_large.trades, rm_large.changing, rm_large.details, rm_large.lots`.execute(tables);
  return tables;
}
