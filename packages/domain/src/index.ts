export { BondledgerError } from './error/bondledger-error.js';
export { ERROR_CODES, type ErrorCode } from './error/codes.js';
export { firstRejection, rankOf } from './error/precedence.js';
export { accept, refuse, type Rejection, type Result } from './error/rejection.js';
export { SENTENCES, sentenceOf, type Language, type Sentence } from './error/sentence.js';

export {
  BOK,
  isInstitutionCode,
  KSD,
  mayTrade,
  ROLES,
  type InstitutionCode,
  type Role,
} from './institution/institution.js';

export {
  formatAmount,
  isAmount,
  MAX_AMOUNT_DIGITS,
  MAX_SUM_DIGITS,
  parseAmount,
  parseBalance,
  parseSigned,
  PRICE_UNIT,
  settlementAmountOf,
} from './money/amount.js';
export { isIsin, isinCheckDigit } from './isin/isin.js';
export { instrumentTypesOf, koreanClassOf, type KoreanClass } from './isin/korean-class.js';

export { createCalendar, type Calendar } from './calendar/calendar.js';
export { compactDate, expandDate, isIsoDate, nextDay, weekday } from './calendar/date.js';
export { holidayName, KOREAN_HOLIDAYS, type HolidayName } from './calendar/korean-holidays.js';

export { holderOf, isAccount } from './trade/account.js';
export {
  checkTerms,
  isDiscountInstrument,
  MAX_SETTLEMENT_DAYS,
  moneyCode,
  type IssueFacts,
  type TermsFacts,
} from './trade/check-terms.js';
export {
  isChainId,
  isPaymentNo,
  isTradeId,
  type ChainId,
  type PaymentNo,
  type SettlementNo,
  type TradeId,
} from './trade/identifier.js';
export { checkLots, encodeLots, MAX_LOTS, parseLots, type Lot } from './trade/lots.js';
export { cashInstitutionOf, checkSide, encodeSide, parseSide } from './trade/parse-side.js';
export { encodeTerms, isTermsField, parseTerms } from './trade/parse-terms.js';
export {
  CAPACITIES,
  type Capacity,
  type Fund,
  type LotWire,
  type SideName,
  type SideWire,
} from './trade/side.js';
export {
  INSTRUMENT_TYPES,
  type InstrumentType,
  type IsoDate,
  type SettlementMethod,
  type Terms,
  type TermsWire,
} from './trade/terms.js';

export {
  afterApprove,
  afterConfirm,
  afterPaymentRequest,
  afterRelease,
  initialSideStatus,
  isCutOffPassed,
  isFreeOfPayment,
  isSettlementDateReached,
  maySettle,
  SIDE_TABLE,
  type Sides,
  type SideStep,
} from './step/choose.js';
export {
  CHECKED_STEPS,
  STATE_NAMES,
  STEP_RULES,
  type StepRule,
  type StepSubject,
} from './step/rules.js';
export {
  STATES,
  STEPS,
  type Actor,
  type Outcome,
  type Phase,
  type SideStatus,
  type State,
  type Step,
} from './step/step.js';
export { isFinal, STEP_TABLE } from './step/table.js';

export {
  deliverRestricted,
  EMPTY_HOLDING,
  freeOf,
  receive,
  release,
  restrict,
  type Holding,
} from './holding/holding.js';

export { MAX_CHAIN_TRADES, type ChainTrade } from './chain/chain-trade.js';
export { checkChain } from './chain/check-chain.js';
export { cashLegs, netSecurities, type CashLeg } from './chain/net.js';
export { findChains, type FoundChain } from './chain/find-chains.js';
