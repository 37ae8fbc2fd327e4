import { compactDate, type InstrumentType, type IsoDate } from '@bondledger/domain';

/** What an issue's name (종목명) is made of. */
export interface NameParts {
  readonly instrumentType: InstrumentType;
  readonly issuer: string;
  readonly couponMilliPercent: number;
  readonly issueDate: IsoDate;
  readonly maturityDate: IsoDate;
  /** Months or days, as the kind counts them. */
  readonly tenor: number;
  /** Counts the issuer's issues from 1. */
  readonly serial: number;
  /** Counts the issuer's issues of the year from 1. */
  readonly serialOfYear: number;
}

const yearMonth = (date: IsoDate): string => date.slice(2, 4) + date.slice(5, 7);

/** 3.125 % as 03125. */
const coupon = (milliPercent: number): string => milliPercent.toString().padStart(5, '0');

/**
 * The name as dealers write it. A government bond says coupon, maturity, and which issue of its
 * year it is: 국고채권03125-2906(26-4).
 */
export const issueName = (parts: NameParts): string => {
  const { issuer, issueDate, maturityDate, tenor, serial, serialOfYear } = parts;
  switch (parts.instrumentType) {
    case 'KTB': {
      const maturity = yearMonth(maturityDate);
      const rate = coupon(parts.couponMilliPercent);
      return `${issuer}${rate}-${maturity}(${issueDate.slice(2, 4)}-${serialOfYear})`;
    }
    case 'MSB':
      return `${issuer}${coupon(parts.couponMilliPercent)}-${yearMonth(maturityDate)}-${serial}`;
    case 'BANK':
      return `${issuer}${yearMonth(issueDate)}이${tenor}M-${serialOfYear}`;
    case 'SPECIAL':
      return `${issuer}채권${serial}`;
    case 'CORPORATE':
      return `${issuer}${Math.ceil(serial / 2)}-${2 - (serial % 2)}`;
    case 'MUNICIPAL':
      return `${issuer}채권${issueDate.slice(2, 4)}-${serialOfYear}`;
    case 'CD':
    case 'CP':
    case 'STB': {
      const paper = parts.instrumentType === 'STB' ? '전단채' : parts.instrumentType;
      return `${issuer}${paper}${compactDate(issueDate)}-${tenor}-${serial}`;
    }
  }
};
