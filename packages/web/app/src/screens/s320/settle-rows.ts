import type { TradeRow } from '@bondledger/sdk/api';
import type { GridItem } from '../../grid/item.js';
import { sumOf } from '../../trades/sums.js';

/** What is settled as one: a trade, or the trades of a chain. */
export interface SettleRow extends TradeRow {
  /** Of a chain. */
  readonly members?: readonly TradeRow[];
}

export const settleKey = (row: SettleRow): string =>
  row.members === undefined ? row.tradeId : (row.chainId ?? row.tradeId);

/** A chain as a row: its sums, its number, and what its first trade waits for. */
function chainRow(chainId: string, members: readonly TradeRow[]): SettleRow | undefined {
  const [first] = members;
  if (first === undefined) return undefined;
  const { faceAmount, settlementAmount } = sumOf(members);
  const late = members.some((member) => member.late);
  const changedAt = members.map((each) => each.changedAt).reduce((a, b) => (a > b ? a : b));
  const shown = { reference: chainId, faceAmount, settlementAmount, late, changedAt };
  return { ...first, ...shown, members };
}

/** Trades in their order, each chain once, where its first trade stands. */
export function settleRows(trades: readonly TradeRow[]): readonly SettleRow[] {
  const chains = new Map<string, TradeRow[]>();
  for (const trade of trades) {
    if (trade.chainId === undefined) continue;
    const members = chains.get(trade.chainId) ?? [];
    members.push(trade);
    chains.set(trade.chainId, members);
  }
  const shown = new Set<string>();
  return trades.flatMap((trade): readonly SettleRow[] => {
    const { chainId } = trade;
    if (chainId === undefined) return [trade];
    if (shown.has(chainId)) return [];
    shown.add(chainId);
    const row = chainRow(chainId, chains.get(chainId) ?? []);
    return row === undefined ? [] : [row];
  });
}

/** Rows as they stand in the table: trades of an unfolded chain under it, refusals as lines. */
export function settleItems(
  rows: readonly SettleRow[],
  unfolded: ReadonlySet<string>,
  refusal: (key: string) => string | undefined,
): readonly GridItem<SettleRow>[] {
  return rows.flatMap((row): readonly GridItem<SettleRow>[] => {
    const key = settleKey(row);
    const why = refusal(key);
    const line = why === undefined ? {} : { line: { refusal: why } };
    if (row.members === undefined) return [{ key, row, ...line }];
    const expanded = unfolded.has(key);
    const head: GridItem<SettleRow> = { key, row, depth: 0, expanded, ...line };
    if (!expanded) return [head];
    const below = row.members.map((member): GridItem<SettleRow> => ({
      key: member.tradeId,
      row: member,
      depth: 1,
      fixed: true,
    }));
    return [head, ...below];
  });
}
