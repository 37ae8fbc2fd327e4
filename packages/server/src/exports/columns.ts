import { encodeTerms, STATE_NAMES, type Language } from '@bondledger/domain';
import type { OfficeRow, SheetColumn } from '@bondledger/legacy';
import type { TradeRow } from '@bondledger/sdk/api';

type Terms = Pick<
  TradeRow,
  | 'reference'
  | 'isin'
  | 'instrumentType'
  | 'faceAmount'
  | 'unitPrice'
  | 'yield'
  | 'settlementAmount'
  | 'tradeDate'
  | 'settlementDate'
  | 'settlementMethod'
  | 'fopReason'
  | 'seller'
  | 'buyer'
>;

/** A column: its title in both languages, its width in characters, and what stands in it. */
export type Described<T> = readonly [
  ko: string,
  en: string,
  width: number,
  kind: SheetColumn<T>['kind'],
  value: SheetColumn<T>['value'],
];

export const columnOf = <T>([ko, en, width, kind, value]: Described<T>): SheetColumn<T> => ({
  title: { ko, en },
  width,
  kind,
  value,
});

const TERMS: readonly Described<Terms>[] = [
  ['참조번호', 'Reference', 26, 'text', ({ reference }) => reference],
  ['매매일', 'Trade date', 12, 'date', ({ tradeDate }) => tradeDate],
  ['결제일', 'Settlement date', 15, 'date', ({ settlementDate }) => settlementDate],
  ['결제방법', 'Method', 10, 'text', ({ settlementMethod }) => settlementMethod],
  ['무상결제 사유', 'FOP reason', 16, 'text', ({ fopReason }) => fopReason],
  ['종목코드', 'ISIN', 14, 'text', ({ isin }) => isin],
  ['증권 종류', 'Kind', 12, 'text', ({ instrumentType }) => instrumentType],
  ['액면금액', 'Face amount', 20, 'amount', ({ faceAmount }) => faceAmount],
  ['단가', 'Unit price', 12, 'amount', ({ unitPrice }) => unitPrice],
  ['수익률', 'Yield', 10, 'text', (row) => row.yield],
  ['결제금액', 'Settlement amount', 20, 'amount', ({ settlementAmount }) => settlementAmount],
  ['매도기관', 'Seller', 10, 'text', ({ seller }) => seller],
  ['매수기관', 'Buyer', 10, 'text', ({ buyer }) => buyer],
];

const TRADE: readonly Described<TradeRow>[] = [
  ['거래번호', 'Trade', 38, 'text', ({ tradeId }) => tradeId],
  ['상태', 'State', 18, 'text', ({ state }, language) => STATE_NAMES[state][language]],
  ['종목명', 'Issue', 30, 'text', ({ issueName }, language) => issueName[language]],
  ...TERMS,
  ['매도계좌', "Seller's account", 20, 'text', ({ sellerSide }) => sellerSide?.account],
  ['매수계좌', "Buyer's account", 20, 'text', ({ buyerSide }) => buyerSide?.account],
  ['연쇄번호', 'Chain', 26, 'text', ({ chainId }) => chainId],
  ['결제번호', 'Settlement no.', 26, 'text', ({ settlementNo }) => settlementNo],
  ['변경시각(UTC)', 'Changed (UTC)', 26, 'text', ({ changedAt }) => changedAt],
];

/** The columns of an exported list of trades; sides only as far as the reader sees them. */
export const TRADE_COLUMNS: readonly SheetColumn<TradeRow>[] = TRADE.map(columnOf);

/** The states of an entry of the books, as the screens name them. */
const OFFICE_STATES: Readonly<Record<OfficeRow['state'], Readonly<Record<Language, string>>>> = {
  NEW: { ko: '미제출', en: 'Not submitted' },
  SENT: { ko: '제출 중', en: 'Being submitted' },
  ON_LEDGER: { ko: '원장에 있음', en: 'On the ledger' },
  REFUSED: { ko: '거부됨', en: 'Refused' },
};

const OFFICE: readonly Described<OfficeRow>[] = [
  ['장부번호', 'Entry', 10, 'text', ({ officeId }) => officeId],
  ['역할', 'Role', 16, 'text', ({ role }) => role],
  ['장부상태', 'State', 16, 'text', ({ state }, language) => OFFICE_STATES[state][language]],
  ...TERMS.map(([ko, en, width, kind, value]): Described<OfficeRow> => [
    ko,
    en,
    width,
    kind,
    ({ terms }, language) => value(encodeTerms(terms), language),
  ]),
  ['계좌', 'Account', 20, 'text', ({ own }) => own?.account],
  ['펀드', 'Fund', 14, 'text', ({ own }) => own?.fund?.code],
  ['거래번호', 'Trade', 38, 'text', ({ tradeId }) => tradeId],
  [
    '원장상태',
    'State on the ledger',
    20,
    'text',
    ({ tradeState }, language) =>
      tradeState === undefined ? undefined : STATE_NAMES[tradeState][language],
  ],
  ['거부코드', 'Refused', 26, 'text', ({ code }) => code],
];

/** The columns of an exported list of the institution's own books. */
export const OFFICE_COLUMNS: readonly SheetColumn<OfficeRow>[] = OFFICE.map(columnOf);
