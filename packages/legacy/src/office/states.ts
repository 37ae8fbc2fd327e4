import type { ErrorCode, State } from '@bondledger/domain';
import { sql, type Kysely } from 'kysely';
import { STATE_ROWS } from '../limits.js';
import type { OfficeTables } from './tables.js';

/** What the ledger has of a trade now. */
export interface LedgerTrade extends TradeName {
  readonly tradeId: string;
  readonly state: State;
  readonly revision: number;
}

/** The name by which a trade's submitter knows it. */
export interface TradeName {
  readonly seller: string;
  readonly reference: string;
  readonly tradeDate: string;
}

/** What the ledger answered to a submitted entry; tradeId where it is on the ledger. */
export type SubmitOutcome = TradeName &
  (
    | { readonly status: 'ACCEPTED'; readonly tradeId: string; readonly revision: number }
    | {
        readonly status: 'REFUSED';
        readonly code: ErrorCode;
        readonly params?: Readonly<Record<string, string>> | undefined;
      }
    /** It never reached the ledger by this submission: it is as if it had not been sent. */
    | { readonly status: 'PUT_BACK'; readonly submission: string | undefined }
  );

/**
 * Everything that changes the state of entries goes through one statement, which writes the change
 * log along with it: `found` says which entries become what.
 */
async function change(
  tables: Kysely<OfficeTables>,
  schema: string,
  found: ReturnType<typeof sql<Changed>>,
  by: { readonly who: string | undefined; readonly now: Date },
): Promise<readonly string[]> {
  const trade = sql.id(schema, 'trade');
  const at = by.now.toISOString();
  const { rows } = await sql<{ office_id: string }>`
    with found as (${found}), changed as (
      update ${trade} set
        state = found.state,
        trade_id = found.trade_id,
        trade_state = found.trade_state,
        revision = found.revision,
        submission = found.submission,
        code = found.code,
        params = found.params,
        changed_at = ${at}::timestamptz
      from found where trade.office_id = found.office_id
      returning found.*
    )
    insert into ${sql.id(schema, 'change')}
      (office_id, at, by, state_before, state_after, trade_state_before, trade_state_after, code)
    select office_id, ${at}::timestamptz, ${by.who ?? null}, state_before, state,
      trade_state_before, trade_state, code
    from changed
    returning office_id`.execute(tables);
  return rows.map(({ office_id }) => office_id);
}

interface Changed {
  readonly office_id: string;
}

const inChunks = async <T>(
  items: readonly T[],
  each: (some: readonly T[]) => Promise<readonly string[]>,
): Promise<string[]> => {
  const changed: string[] = [];
  for (let from = 0; from < items.length; from += STATE_ROWS) {
    changed.push(...(await each(items.slice(from, from + STATE_ROWS))));
  }
  return changed;
};

/**
 * Marks the seller's entries that are not on the ledger as SENT, each once, whoever asks at the
 * same time.
 *
 * @returns the identifiers of those that were marked by this call
 */
export const markSent = (
  tables: Kysely<OfficeTables>,
  schema: string,
  officeIds: readonly string[],
  submission: string,
  by: { readonly who: string; readonly now: Date },
): Promise<readonly string[]> =>
  inChunks(officeIds, (ids) =>
    change(
      tables,
      schema,
      sql`
        select trade.office_id, 'SENT' as state, trade.trade_id, trade.trade_state, trade.revision,
          ${submission}::text as submission, null::text as code, null::text as params,
          trade.state as state_before, trade.trade_state as trade_state_before
        from ${sql.id(schema, 'trade')} as trade
        where office_id = any(${`{${ids.join(',')}}`}::bigint[])
          and trade.role = 'seller' and trade.state in ('NEW', 'REFUSED')
        for update of trade`,
      by,
    ),
  );

/** Writes what became of entries that were SENT; others are left as they are. */
export const applyOutcomes = (
  tables: Kysely<OfficeTables>,
  schema: string,
  outcomes: readonly SubmitOutcome[],
  now: Date,
): Promise<readonly string[]> =>
  inChunks(outcomes, (some) =>
    change(
      tables,
      schema,
      sql`
        select trade.office_id, answer.state, coalesce(answer.trade_id, trade.trade_id) as trade_id,
          case answer.state when 'ON_LEDGER' then coalesce(trade.trade_state, 'SUBMITTED')
            else trade.trade_state end as trade_state,
          greatest(trade.revision, answer.revision) as revision,
          case answer.state when 'NEW' then null else trade.submission end as submission,
          answer.code, answer.params,
          trade.state as state_before, trade.trade_state as trade_state_before
        from json_to_recordset(${JSON.stringify(some.map(answerOf))}::json) as answer
          (seller text, reference text, trade_date date, state text, trade_id text,
            revision integer, code text, params text, submission text)
        join ${sql.id(schema, 'trade')} as trade using (trade_date, seller, reference)
        where trade.role = 'seller' and trade.state = 'SENT'
          and coalesce(answer.submission, trade.submission, '') = coalesce(trade.submission, '')
        for update of trade`,
      { who: undefined, now },
    ),
  );

const answerOf = (outcome: SubmitOutcome): Readonly<Record<string, string | number | null>> => {
  const { seller, reference, tradeDate } = outcome;
  const name = { seller, reference, trade_date: tradeDate };
  const none = { ...name, trade_id: null, revision: 0, code: null, params: null, submission: null };
  switch (outcome.status) {
    case 'ACCEPTED':
      return {
        ...none,
        state: 'ON_LEDGER',
        trade_id: outcome.tradeId,
        revision: outcome.revision,
      };
    case 'REFUSED': {
      const params = outcome.params === undefined ? null : JSON.stringify(outcome.params);
      return { ...none, state: 'REFUSED', code: outcome.code, params };
    }
    case 'PUT_BACK':
      return { ...none, state: 'NEW', submission: outcome.submission ?? null };
  }
};

/**
 * Brings what the ledger has to every entry of the same submitter, reference and trade date. Older
 * news than an entry knows is passed over, so the order does not matter.
 */
export const applyLedgerTrades = (
  tables: Kysely<OfficeTables>,
  schema: string,
  trades: readonly LedgerTrade[],
  now: Date,
): Promise<readonly string[]> =>
  inChunks(newest(trades), (some) =>
    change(
      tables,
      schema,
      sql`
        select trade.office_id, 'ON_LEDGER' as state, news.trade_id, news.state as trade_state,
          news.revision, trade.submission, null::text as code, null::text as params,
          trade.state as state_before, trade.trade_state as trade_state_before
        from json_to_recordset(${JSON.stringify(some.map(newsOf))}::json) as news
          (trade_id text, seller text, reference text, trade_date date, state text,
            revision integer)
        join ${sql.id(schema, 'trade')} as trade using (trade_date, seller, reference)
        where trade.revision < news.revision
          or trade.state <> 'ON_LEDGER' or trade.trade_state is null
        for update of trade`,
      { who: undefined, now },
    ),
  );

/** Of several versions of one trade the last revision. */
function newest(trades: readonly LedgerTrade[]): readonly LedgerTrade[] {
  const found = new Map<string, LedgerTrade>();
  for (const trade of trades) {
    if ((found.get(trade.tradeId)?.revision ?? 0) <= trade.revision) {
      found.set(trade.tradeId, trade);
    }
  }
  return [...found.values()];
}

const newsOf = (trade: LedgerTrade): Readonly<Record<string, string | number>> => ({
  trade_id: trade.tradeId,
  seller: trade.seller,
  reference: trade.reference,
  trade_date: trade.tradeDate,
  state: trade.state,
  revision: trade.revision,
});
