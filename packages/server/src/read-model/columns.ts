import type { ReadTables } from './tables.js';

/** Changed whenever the tables or what stands in them changes: older tables are built anew. */
export const TABLES_VERSION = 4;

type Columns<T> = { readonly [K in keyof T]: string };
/** Of every table that blocks write: its columns with their types, and its key. */
type Definitions = {
  readonly [N in Exclude<keyof ReadTables, 'checkpoint'>]: {
    readonly columns: Columns<ReadTables[N]>;
    readonly key: readonly (keyof ReadTables[N] & string)[];
  };
};

// Texts are compared by their bytes: so prefixes and pages come from an index.
const TEXT = 'text collate "C"';

export const DEFINITIONS: Definitions = {
  trades: {
    key: ['trade_id'],
    columns: {
      trade_id: TEXT,
      state: TEXT,
      state_no: 'smallint',
      is_final: 'boolean',
      settlement_date: 'date',
      isin: TEXT,
      instrument_type: TEXT,
      face_amount: 'bigint',
      settlement_amount: 'bigint',
      settlement_method: TEXT,
      reference: TEXT,
      seller: TEXT,
      buyer: TEXT,
      counterparty: TEXT,
      seller_account: TEXT,
      buyer_account: TEXT,
      seller_fund: TEXT,
      buyer_fund: TEXT,
      chain_id: TEXT,
      roles: 'smallint',
      waits: 'integer',
      height: 'bigint',
    },
  },
  changing: {
    key: ['trade_id'],
    columns: { trade_id: TEXT, state_no: 'smallint', height: 'bigint' },
  },
  details: {
    key: ['trade_id'],
    columns: { trade_id: TEXT, submitted_at: TEXT, row: 'json', detail: 'json' },
  },
  lots: {
    key: ['trade_id', 'side', 'place'],
    columns: {
      trade_id: TEXT,
      side: TEXT,
      place: 'smallint',
      fund_code: TEXT,
      face_amount: 'bigint',
      order_no: TEXT,
    },
  },
  steps: {
    key: ['trade_id', 'revision'],
    columns: {
      trade_id: TEXT,
      revision: 'integer',
      step: TEXT,
      side: TEXT,
      state: TEXT,
      committed_at: TEXT,
      height: 'bigint',
      leaf: TEXT,
    },
  },
  hours: {
    key: ['settlement_date', 'state', 'hour'],
    columns: {
      settlement_date: 'date',
      state: TEXT,
      hour: 'smallint',
      count: 'bigint',
      face_amount: 'numeric',
      settlement_amount: 'numeric',
    },
  },
  chains: {
    key: ['chain_id'],
    columns: {
      chain_id: TEXT,
      isin: TEXT,
      state: TEXT,
      attempt: 'integer',
      trade_ids: 'json',
      nets: 'json',
      height: 'bigint',
    },
  },
  payments: {
    key: ['payment_no'],
    columns: {
      payment_no: TEXT,
      state: TEXT,
      chain_id: TEXT,
      trade_ids: 'json',
      legs: 'json',
      amount: 'numeric',
      height: 'bigint',
    },
  },
  issues: {
    key: ['isin'],
    columns: {
      isin: TEXT,
      name_ko: TEXT,
      name_en: TEXT,
      instrument_type: TEXT,
      maturity_date: 'date',
    },
  },
  participants: {
    key: ['code'],
    columns: { code: TEXT, name_ko: TEXT, name_en: TEXT, roles: 'json' },
  },
};

/** Columns that may be null: what the institution cannot open, or what is not there yet. */
const NULLABLE: ReadonlySet<string> = new Set([
  'seller_account',
  'buyer_account',
  'seller_fund',
  'buyer_fund',
  'chain_id',
  'order_no',
  'side',
]);

/**
 * Each sort has an index that ends with the trade, so that pages begin where the last ended. No
 * index of `trades` has what changes with every step, so that many writes touch none of them, and
 * what is sorted by such columns has a narrow table beside it.
 */
const INDEXES: readonly (readonly [table: string, columns: string, where?: string])[] = [
  ['trades', 'reference, trade_id'],
  ['trades', 'isin, trade_id'],
  ['trades', 'face_amount, trade_id'],
  ['trades', 'settlement_amount, trade_id'],
  ['trades', 'settlement_date, trade_id'],
  ['trades', 'counterparty, trade_id'],
  ['trades', 'seller, trade_id'],
  ['trades', 'buyer, trade_id'],
  ['trades', 'seller_account', 'seller_account is not null'],
  ['trades', 'buyer_account', 'buyer_account is not null'],
  ['trades', 'seller_fund', 'seller_fund is not null'],
  ['trades', 'buyer_fund', 'buyer_fund is not null'],
  ['trades', 'chain_id', 'chain_id is not null'],
  ['trades', 'settlement_date', 'not is_final'],
  ['changing', 'state_no, trade_id'],
  ['changing', 'height, trade_id'],
  ['lots', 'fund_code'],
];

/** The part of a page of `trades` that is filled at first: a new version finds room by the old. */
const TRADES_FILLED = 80;

/** The names of all tables, sorted. */
export const TABLE_NAMES: readonly string[] = ['checkpoint', ...Object.keys(DEFINITIONS)].sort();

/** One statement that drops a schema and makes it anew, with a checkpoint before block 0. */
export function createStatement(schema: string): string {
  const tables = Object.entries(DEFINITIONS).map(([name, { columns, key }]) => {
    const lines = Object.entries(columns).map(([column, type]) => {
      const isNullable = NULLABLE.has(column) && !(key as readonly string[]).includes(column);
      return `"${column}" ${type}${isNullable ? '' : ' not null'}`;
    });
    const keys = key.map((column) => `"${column}"`).join(', ');
    const filled = name === 'trades' ? ` with (fillfactor = ${TRADES_FILLED})` : '';
    const body = `${lines.join(', ')}, primary key (${keys})`;
    return `create table ${schema}.${name} (${body})${filled};`;
  });
  const indexes = INDEXES.map(([table, columns, where]) => {
    const partial = where === undefined ? '' : ` where ${where}`;
    return `create index on ${schema}.${table} (${columns})${partial};`;
  });
  return `do $tables$ begin
    drop schema if exists ${schema} cascade;
    create schema ${schema};
    create table ${schema}.checkpoint (
      version integer not null, ledger_id text not null, height bigint not null,
      hash text not null, business_date text not null, phase text not null,
      is_whole boolean not null);
    ${tables.join('\n')}
    ${indexes.join('\n')}
  end $tables$`;
}
