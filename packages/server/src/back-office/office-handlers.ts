import { BondledgerError, encodeSide, encodeTerms } from '@bondledger/domain';
import { readImport, type OfficeEntry, type OfficeRow, type TradeName } from '@bondledger/legacy';
import type { Comparison, ImportPreview, TradeRow } from '@bondledger/sdk/api';
import type { Desks } from '../desks/desk.js';
import type { Handlers } from '../http/handler.js';
import type { Jobs } from '../jobs/jobs.js';
import { findTrade } from '../queries/trade-handlers.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { Steps } from '../steps/steps.js';
import { importCheck } from './import-check.js';
import { bilingual, entryOf, officeTradeOf } from './office-trade.js';
import type { Offices } from './offices.js';
import { submitOffice } from './submit.js';

type OfficeHandlers = Pick<
  Handlers,
  | 'officeTrades'
  | 'officeTrade'
  | 'addOfficeTrade'
  | 'submitOffice'
  | 'previewImport'
  | 'runImport'
  | 'comparison'
  | 'comparisons'
>;

export interface OfficeServices {
  readonly desks: Desks;
  readonly offices: Offices;
  readonly steps: Steps;
  readonly jobs: Pick<Jobs, 'find'>;
  readonly readModel: Pick<ReadModel, 'trade' | 'trades'>;
}

/** The institution's own books, and files that are captured into them. */
export function officeHandlers(services: OfficeServices): OfficeHandlers {
  const { offices, readModel, desks } = services;
  return {
    officeTrades: async ({ principal, query }) => {
      const { sort, limit, cursor, ...wanted } = query;
      const store = await offices.of(principal.institution);
      const [page, sums] = [
        await store.page(wanted, { sort, limit, cursor }),
        await store.totals(wanted),
      ];
      return {
        items: page.rows.map(officeTradeOf),
        ...(page.next === undefined ? {} : { next: page.next }),
        totals: {
          count: sums.count,
          faceAmount: sums.faceAmount.toString(),
          settlementAmount: sums.settlementAmount.toString(),
        },
      };
    },
    officeTrade: async ({ principal, params: { officeId } }) => {
      const row = await (await offices.of(principal.institution)).row(officeId);
      if (row !== undefined) return officeTradeOf(row);
      throw new BondledgerError({ code: 'OFFICE_TRADE_UNKNOWN', params: { office: officeId } });
    },
    addOfficeTrade: async ({ principal, body, keyed }) => {
      const entry = entryOf(principal.institution, body);
      const store = await offices.of(principal.institution);
      const known = keyed?.mayBeThere === true ? await captured(store, entry) : undefined;
      return officeTradeOf(known ?? (await store.capture(entry)));
    },
    submitOffice: ({ principal, body, keyed }) =>
      submitOffice(services, { keyed, ...principal }, body.officeIds),
    previewImport: async ({ principal, query, file }) => {
      const store = await offices.of(principal.institution);
      const desk = desks.of(principal.institution);
      const read = await readImport(desk.code, file ?? new Uint8Array(), {
        ...query,
        check: (entries) => importCheck(desk, store, entries),
      });
      if (!read.ok) throw new BondledgerError(read.rejection);
      const { importId, preview } = await store.keepImport(read.value, principal.name);
      return previewOf(importId, preview);
    },
    runImport: async ({ principal, params, body }) => {
      const store = await offices.of(principal.institution);
      return store.runImport(params.importId, body.skipBad);
    },
    comparison: async ({ principal: { institution }, params: { tradeId } }) => {
      const trade = await findTrade(readModel, institution, tradeId);
      const store = await offices.of(institution);
      return comparisonOf(trade, await store.named(trade));
    },
    comparisons: async ({ principal: { institution }, query: { tradeId } }) => {
      const wanted = { tradeId, sort: 'tradeId' as const, limit: tradeId.length };
      const { items } = await readModel.trades(institution, wanted);
      const trades = new Map(items.map((trade) => [trade.tradeId, trade]));
      const wished = tradeId.flatMap((one) => trades.get(one) ?? []);
      const rows = await (await offices.of(institution)).namedAny(wished);
      const rowsOf = (trade: TradeRow): readonly OfficeRow[] =>
        rows.filter(({ terms }) => isNamed(terms, trade));
      return { comparisons: wished.map((trade) => comparisonOf(trade, rowsOf(trade))) };
    },
  };
}

/** The very entry, where the same write has captured it before. */
async function captured(store: Store, entry: OfficeEntry): Promise<OfficeRow | undefined> {
  const contents = ({ role, side, terms, own, lots }: OfficeEntry): string =>
    JSON.stringify([role, side, encodeTerms(terms), own && encodeSide(own), lots]);
  const rows = await store.named(entry.terms);
  return rows.find((row) => contents(row) === contents(entry));
}

const isNamed = (one: TradeName, other: TradeName): boolean =>
  one.tradeDate === other.tradeDate &&
  one.seller === other.seller &&
  one.reference === other.reference;

/** A trade beside what the institution's own books say of it. */
function comparisonOf(trade: TradeRow, rows: readonly OfficeRow[]): Comparison {
  const { tradeId } = trade;
  const row = rows.find(({ own }) => own !== undefined) ?? rows[0];
  if (row === undefined) return { tradeId, trade, differences: [] };
  const differences = differencesOf(trade, encodeTerms(row.terms));
  const lots = lotsFor(trade, rows);
  const own = officeTradeOf(lots === undefined ? row : { ...row, lots });
  return { tradeId, trade, own, differences };
}

type Store = Awaited<ReturnType<Offices['of']>>;
type Kept = Awaited<ReturnType<Store['keepImport']>>;

const previewOf = (importId: string, preview: Kept['preview']): ImportPreview => ({
  ...preview,
  importId,
  columns: [...preview.columns],
  rows: preview.rows.map(({ line, cells, faults }) => ({
    line,
    cells: [...cells],
    faults: faults.map(({ column, rejection }) => ({
      column,
      code: rejection.code,
      sentence: bilingual(rejection),
    })),
  })),
});

/** Who manages a fund may have an entry of its own beside the party's: its lots are what counts. */
function lotsFor({ next }: TradeRow, rows: readonly OfficeRow[]): OfficeRow['lots'] {
  const mine = next.find(({ step, mine: isMine }) => step === 'INSTRUCT' && isMine);
  const allotted = rows.filter(({ lots }) => lots !== undefined);
  return (allotted.find(({ side }) => side === mine?.side) ?? allotted[0])?.lots;
}

/** The fields of the terms in which a submitted trade is not as one's own books have it. */
function differencesOf(trade: TradeRow, own: ReturnType<typeof encodeTerms>): string[] {
  const names = new Set<string>([...Object.keys(own), 'fopReason', 'yield']);
  const theirs: Readonly<Record<string, unknown>> = trade;
  const ours: Readonly<Record<string, unknown>> = { ...own };
  return [...names].filter((name) => theirs[name] !== ours[name]).sort();
}
