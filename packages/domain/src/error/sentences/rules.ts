/** 5. The business rules of terms, sides and cancellation. */
export const RULE_SENTENCES = {
  ISSUE_UNKNOWN: {
    en: 'The issue is not registered on this ledger; check the ISIN or ask KSD to register it.',
    ko: '원장에 등록되지 않은 종목입니다. 종목코드를 확인하거나 예탁결제원에 등록을 요청하십시오.',
  },
  ISSUE_MATURED: {
    en: 'The issue matures on or before the settlement date; choose an earlier date.',
    ko: '결제일이 종목의 만기일과 같거나 그 뒤입니다. 더 이른 결제일을 정하십시오.',
  },
  INSTRUMENT_MISMATCH: {
    en: 'The kind of instrument is not that of the registered issue; take the registered one.',
    ko: '증권 종류가 등록된 종목과 다릅니다. 등록된 종류로 고치십시오.',
  },
  COUNTERPARTY_UNKNOWN: {
    en: 'The other party ({participant}) is not a participant of this ledger; check its code.',
    ko: '상대 기관({participant})이 이 원장의 참가기관이 아닙니다. 기관 코드를 확인하십시오.',
  },
  COUNTERPARTY_SUSPENDED: {
    en: 'The other party ({participant}) is suspended; ask KSD before trading with it.',
    ko: '상대 기관({participant})의 참가가 정지되어 있습니다. 예탁결제원에 확인하십시오.',
  },
  COUNTERPARTY_SAME: {
    en: 'The seller and the buyer are the same institution; name two different ones.',
    ko: '매도 기관과 매수 기관이 같습니다. 서로 다른 기관을 적으십시오.',
  },
  COUNTERPARTY_ROLE: {
    en: 'The other party ({participant}) is not an institution that trades; check its code.',
    ko: '상대 기관({participant})은 매매를 하는 기관이 아닙니다. 기관 코드를 확인하십시오.',
  },
  TRADE_DATE_FUTURE: {
    en: 'The trade date is after the business date ({businessDate}); submit the trade on its day.',
    ko: '매매일이 영업일({businessDate})보다 뒤입니다. 매매일 당일에 제출하십시오.',
  },
  TRADE_DATE_HOLIDAY: {
    en: 'The trade date is not a business day; correct it.',
    ko: '매매일이 영업일이 아닙니다. 매매일을 바로잡으십시오.',
  },
  SETTLEMENT_DATE_HOLIDAY: {
    en: 'The settlement date is not a business day; choose a business day.',
    ko: '결제일이 영업일이 아닙니다. 영업일로 정하십시오.',
  },
  SETTLEMENT_DATE_TOO_EARLY: {
    en: 'The settlement date is not after the trade date; choose the next business day or later.',
    ko: '결제일이 매매일보다 뒤가 아닙니다. 다음 영업일 이후로 정하십시오.',
  },
  SETTLEMENT_DATE_TOO_LATE: {
    en:
      'The settlement date is too many business days away (at most {limit}); choose an earlier ' +
      'one.',
    ko: '결제일이 매매일로부터 너무 멉니다(최대 {limit}영업일). 더 이른 날로 정하십시오.',
  },
  SETTLEMENT_DATE_PASSED: {
    en: 'The settlement date is before the business date ({businessDate}); agree on a new one.',
    ko: '결제일이 이미 지났습니다(영업일 {businessDate}). 상대와 새 결제일을 정하십시오.',
  },
  SETTLEMENT_DATE_NOT_REACHED: {
    en: 'The settlement date has not come yet; take the step on that day.',
    ko: '아직 결제일이 되지 않았습니다. 결제일에 다시 수행하십시오.',
  },
  SETTLEMENT_AMOUNT_WRONG: {
    en: 'The settlement amount is not face / 10,000 x unit price, floored to 1 won; correct it.',
    ko: '결제금액이 액면 ÷ 10,000 × 단가(원 미만 절사)와 다릅니다. 금액을 바로잡으십시오.',
  },
  FOP_REASON_MISSING: {
    en: 'A trade free of payment needs a reason; state it.',
    ko: '무상결제(FOP)에는 사유가 필요합니다. 사유를 입력하십시오.',
  },
  FOP_REASON_UNEXPECTED: {
    en: 'A reason is given, yet the trade is against payment; take it out or choose FOP.',
    ko: '동시결제(DVP) 거래에 무상결제 사유가 있습니다. 사유를 지우거나 FOP로 바꾸십시오.',
  },
  ACCOUNT_NOT_OF_HOLDER: {
    en: 'The account is not held by the party or, for a fund, by its custodian; name one that is.',
    ko: '당사자(펀드는 수탁사)의 계좌가 아닙니다. 해당 기관 명의의 계좌를 적으십시오.',
  },
  FUND_REQUIRED: {
    en: 'The capacity TRUST needs a fund; name its code, asset manager and custodian.',
    ko: '신탁(TRUST) 자격에는 펀드 정보가 필요합니다. 펀드 코드, 운용사, 수탁사를 적으십시오.',
  },
  FUND_UNEXPECTED: {
    en: 'Only the capacity TRUST goes with a fund; take the fund out or choose TRUST.',
    ko: '펀드 정보는 신탁(TRUST) 자격에만 적습니다. 펀드를 지우거나 자격을 TRUST로 바꾸십시오.',
  },
  FUND_ROLE: {
    en:
      "The fund's asset manager or custodian ({participant}) is not registered as such; check " +
      'it.',
    ko: '펀드의 운용사 또는 수탁사({participant})가 그 역할로 등록되어 있지 않습니다. 확인하십시오.',
  },
  LOTS_SUM_WRONG: {
    en: 'The fund lots do not add up to the face amount; correct them.',
    ko: '펀드별 배분 수량의 합이 액면금액과 다릅니다. 운용지시의 배분을 바로잡으십시오.',
  },
  CANCEL_NOT_REQUESTED: {
    en:
      'There is no request to cancel that you could confirm or drop; only its sender drops one, ' +
      'and where there is none, request the cancellation first.',
    ko:
      '동의하거나 철회할 수 있는 취소 요청이 없습니다. 철회는 요청한 기관만 할 수 있으며, 요청이 ' +
      '없으면 먼저 취소를 요청하십시오.',
  },
  CANCEL_ALREADY_REQUESTED: {
    en: 'A cancellation is already requested; wait for the other side or drop the request.',
    ko: '이미 취소가 요청된 거래입니다. 상대의 동의를 기다리거나 요청을 철회하십시오.',
  },
  CANCEL_OWN_REQUEST: {
    en: 'The request to cancel is your own; the other side confirms it, and you can drop it.',
    ko: '귀 기관이 낸 취소 요청입니다. 동의는 상대 기관이 하며, 귀 기관은 철회할 수 있습니다.',
  },
  STEP_LIMIT: {
    en:
      'This step ({step}) was taken as often ({limit}) as a trade allows; settle the matter with ' +
      'the other institution and use a step that ends it.',
    ko:
      '한 거래에서 이 단계({step})를 할 수 있는 횟수({limit})를 다 썼습니다. 상대 기관과 협의하여 ' +
      '마무리하는 단계를 수행하십시오.',
  },
} as const;
