import { isDiscountInstrument, type IsoDate } from '@bondledger/domain';
import { addDays, addMonths } from './days.js';
import type { Issuer, KindProfile } from './kinds.js';
import type { Random } from './random.js';

/** How many steps back the issues of a tenor lie: a prime, so that steps of five meet them all. */
const SPANS = [173, 83, 47, 31, 19, 11, 7] as const;

const spanOf = (tenor: number): number => SPANS.find((span) => span < tenor - 3) ?? 7;

/** When an issue was made, by whom and until when. */
export interface Birth {
  readonly issuer: Issuer;
  readonly tenorIndex: number;
  /** Months or days, as the kind counts them. */
  readonly tenor: number;
  readonly issueDate: IsoDate;
  readonly maturityDate: IsoDate;
}

/** Bonds are issued on a 10th and live for months, discount paper lives for days. */
const datesOf = (
  kind: KindProfile,
  tenor: number,
  age: number,
  settlementDate: IsoDate,
): Pick<Birth, 'issueDate' | 'maturityDate'> => {
  if (isDiscountInstrument(kind.instrumentType)) {
    const issueDate = addDays(settlementDate, -age - 1);
    return { issueDate, maturityDate: addDays(issueDate, tenor) };
  }
  const issueDate = addMonths(`${settlementDate.slice(0, 8)}10`, -age - 1);
  return { issueDate, maturityDate: addMonths(issueDate, tenor) };
};

/** The issues of a kind, the oldest first, so that their names count upwards. */
export const birthsOf = (
  random: Random,
  kind: KindProfile,
  count: number,
  settlementDate: IsoDate,
): readonly Birth[] => {
  const births = Array.from({ length: count }, (_, index): Birth => {
    const tenorIndex = index % kind.tenors.length;
    const tenor = kind.tenors[tenorIndex] ?? 12;
    const age = (Math.floor(index / kind.tenors.length) * 5) % spanOf(tenor);
    const dates = datesOf(kind, tenor, age, settlementDate);
    return { issuer: random.pick(kind.issuers), tenorIndex, tenor, ...dates };
  });
  return births.sort((a, b) =>
    a.issueDate < b.issueDate ? -1 : a.issueDate > b.issueDate ? 1 : 0,
  );
};
