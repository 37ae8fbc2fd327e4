import type { TotalRow } from '../grid/grid-totals.js';
import type { Sums } from '../grid/rows-store.js';
import { ShortWon, Won } from '../parts/won.js';
import { count } from '../text/format.js';
import type { Text } from '../text/use-text.js';

interface Valued {
  readonly faceAmount: string;
  readonly settlementAmount: string;
}

export function sumOf(rows: readonly Valued[]): Sums {
  let face = 0n;
  let amount = 0n;
  for (const row of rows) {
    face += BigInt(row.faceAmount);
    amount += BigInt(row.settlementAmount);
  }
  return {
    count: rows.length,
    faceAmount: face.toString(),
    settlementAmount: amount.toString(),
  };
}

/** 조회 n건 and 선택 n건, exact and short, under their columns. `shortUnder` has the short figure. */
export function totalRows(
  { t }: Text,
  found: Sums | undefined,
  picked: Sums | undefined,
  shortUnder: string,
): readonly TotalRow[] {
  const cells = (sums: Sums): TotalRow['cells'] => ({
    faceAmount: <Won value={sums.faceAmount} />,
    settlementAmount: <Won value={sums.settlementAmount} />,
    [shortUnder]: <ShortWon value={sums.settlementAmount} />,
  });
  const none: Sums = { count: 0, faceAmount: '0', settlementAmount: '0' };
  const all = found ?? none;
  const rows: TotalRow[] = [
    { key: 'found', label: t('totals.found', { n: count(all.count) }), cells: cells(all) },
  ];
  if (picked !== undefined) {
    const label = t('totals.picked', { n: count(picked.count) });
    rows.push({ key: 'picked', label, isPicked: picked.count > 0, cells: cells(picked) });
  }
  return rows;
}
