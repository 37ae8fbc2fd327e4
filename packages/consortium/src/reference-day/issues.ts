import { isDiscountInstrument, type IsoDate, type IssueFacts } from '@bondledger/domain';
import { birthsOf, type Birth } from './births.js';
import { daysBetween } from './days.js';
import { IssueCodes } from './issue-code.js';
import { issueName } from './issue-name.js';
import { KINDS, type KindProfile } from './kinds.js';
import type { Random } from './random.js';

/** An issue (종목) as it is registered. */
export interface IssueProfile extends IssueFacts {
  readonly name: string;
}

/** An issue with what the market of the day thinks of it. */
export interface QuotedIssue {
  readonly profile: IssueProfile;
  readonly yieldMilliPercent: number;
  /** Won per 10,000 face, accrued interest included. */
  readonly unitPrice: number;
  /** From settlement to maturity. */
  readonly daysLeft: number;
}

const LOWEST_PRICE = 9500;
const HIGHEST_PRICE = 10_400;
/** Further away than this, a coupon off the market moves prices no more than it does here. */
const LONGEST_DURATION_MONTHS = 60;

/** The months that prices depend on: KRW 0.1 a year for each thousandth of a percent. */
const couponPrice = (couponOverYield: number, daysLeft: number): number => {
  const months = Math.min(LONGEST_DURATION_MONTHS, Math.floor(daysLeft / 30));
  return Math.floor((couponOverYield * months) / 120);
};

const clampPrice = (price: number): number =>
  Math.min(HIGHEST_PRICE, Math.max(LOWEST_PRICE, price));

/** Which issue of its issuer this is, in all and of its year. */
class Serials {
  readonly #counts = new Map<string, number>();

  next(key: string): number {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count;
  }
}

/** Gives issues their terms, names and codes. */
class IssueMaker {
  readonly #serials = new Serials();

  constructor(
    readonly random: Random,
    readonly codes: IssueCodes,
    readonly settlementDate: IsoDate,
  ) {}

  make(kind: KindProfile, birth: Birth): QuotedIssue {
    const { issuer, issueDate, maturityDate } = birth;
    const { instrumentType } = kind;
    const daysLeft = daysBetween(this.settlementDate, maturityDate);
    const yieldMilliPercent = kind.yieldMilliPercent + this.random.between(-120, 180);
    const coupon = this.#coupon(kind, yieldMilliPercent);
    const accrued = this.random.below(50);
    const unitPrice = 10_000 + couponPrice(coupon - yieldMilliPercent, daysLeft) + accrued;
    const series = `${instrumentType} ${issuer.name}`;
    const name = issueName({
      instrumentType,
      issuer: issuer.name,
      couponMilliPercent: coupon,
      issueDate,
      maturityDate,
      tenor: birth.tenor,
      serial: this.#serials.next(series),
      serialOfYear: this.#serials.next(`${series} ${issueDate.slice(0, 4)}`),
    });
    const isin = this.codes.next(kind, issuer, birth.tenorIndex, issueDate);
    return {
      profile: { isin, name, instrumentType, maturityDate },
      yieldMilliPercent,
      unitPrice: clampPrice(unitPrice),
      daysLeft,
    };
  }

  /** Government bonds carry eighths of a percent, the others what their day was like. */
  #coupon(kind: KindProfile, yieldMilliPercent: number): number {
    if (isDiscountInstrument(kind.instrumentType)) return 0;
    const coupon = yieldMilliPercent + this.random.between(-600, 600);
    return kind.instrumentType === 'KTB' ? Math.round(coupon / 125) * 125 : coupon;
  }
}

/** The issues of one kind, the most traded first. */
export interface KindIssues {
  readonly kind: KindProfile;
  readonly issues: readonly QuotedIssue[];
}

/**
 * So many issues, shared among the kinds, at least one of each.
 *
 * @param settlementDate all of them mature after it
 */
export const makeIssues = (
  random: Random,
  count: number,
  settlementDate: IsoDate,
): readonly KindIssues[] => {
  const maker = new IssueMaker(random, new IssueCodes(), settlementDate);
  return KINDS.map((kind) => {
    const length = Math.max(1, Math.round((count * kind.issuesPerCent) / 100));
    const births = birthsOf(random, kind, length, settlementDate);
    const issues = births.map((birth) => maker.make(kind, birth));
    random.shuffle(issues);
    return { kind, issues };
  });
};
