/** 5. The business rules of chains, holdings and payments. */
export const SETTLEMENT_SENTENCES = {
  CHAIN_EXISTS: {
    en: 'There is already a chain of this number ({chain}); choose another.',
    ko: '같은 번호의 연쇄거래({chain})가 이미 있습니다. 다른 번호를 쓰십시오.',
  },
  CHAIN_TOO_SMALL: {
    en: 'A chain joins two trades or more; add another or settle the trade alone.',
    ko: '연쇄거래 병합에는 두 건 이상이 필요합니다. 거래를 더하거나 단독으로 결제하십시오.',
  },
  CHAIN_TOO_LARGE: {
    en: 'The chain joins too many trades (at most {limit}); merge fewer of them.',
    ko: '연쇄거래의 거래 수(최대 {limit})가 너무 많습니다. 더 적은 건수로 병합하십시오.',
  },
  CHAIN_ISIN_DIFFERS: {
    en: 'The trades of a chain must be in one ISIN; leave the others out.',
    ko: '연쇄거래는 한 종목의 거래만 병합할 수 있습니다. 다른 종목의 거래를 빼십시오.',
  },
  CHAIN_DATE_DIFFERS: {
    en: 'The trades of a chain must have one settlement date; leave the others out.',
    ko: '연쇄거래는 결제일이 같은 거래만 병합할 수 있습니다. 결제일이 다른 거래를 빼십시오.',
  },
  CHAIN_NOT_CONNECTED: {
    en:
      'A trade of the chain shares no account that both receives and delivers with the ' +
      'rest; leave it out.',
    ko:
      '받아서 다시 넘기는 계좌로 서로 이어지지 않은 거래가 있습니다. 이어지지 않은 거래를 ' +
      '빼십시오.',
  },
  CHAIN_MEMBERS_WRONG: {
    en: 'The trades named are not exactly those of the chain; name each of them once.',
    ko: '지정한 거래가 연쇄거래의 구성과 다릅니다. 구성 거래를 빠짐없이 한 번씩 적으십시오.',
  },
  CHAIN_MEMBER_ALONE: {
    en:
      'The trade belongs to a chain and cannot take this step alone; act on the chain or split ' +
      'it.',
    ko: '연쇄거래에 속한 거래는 단독으로 처리할 수 없습니다. 연쇄 전체를 처리하거나 분할하십시오.',
  },
  BALANCE_INSUFFICIENT: {
    en: 'The free balance of a delivering account is too small; settle what it receives first.',
    ko: '인도 계좌의 처분 가능 잔고가 부족합니다. 받을 증권을 먼저 결제하십시오.',
  },
  RESTRICTION_MISSING: {
    en: 'Less is restricted than the step takes; restrict the trade or chain first.',
    ko: '처분제한된 수량이 부족합니다. 거래 또는 연쇄거래를 먼저 처분제한하십시오.',
  },
  PAYMENT_OPEN: {
    en: 'A payment ({paymentNo}) is open; wait for the answer of the Bank of Korea.',
    ko: '진행 중인 이체({paymentNo})가 있습니다. 한국은행의 응답을 기다리십시오.',
  },
  PAYMENT_NOT_OPEN: {
    en: 'The payment ({paymentNo}) is not open any more; look up how it was answered.',
    ko: '이체({paymentNo})가 이미 종료되었습니다. 한국은행의 응답 내역을 조회하십시오.',
  },
  PAYMENT_DIFFERS: {
    en: 'The amounts differ from those of the payment request; answer with the amounts requested.',
    ko: '금액이 이체요청과 다릅니다. 요청된 금액 그대로 이체확인하십시오.',
  },
  PAYMENT_NUMBER_WRONG: {
    en:
      'The payment number is not the settlement or chain number with the next attempt; correct ' +
      'it.',
    ko: '이체번호가 결제번호(또는 연쇄거래번호)와 다음 회차로 되어 있지 않습니다. 고치십시오.',
  },
  PAYMENT_NOT_REVOKED: {
    en: 'The payment ({paymentNo}) was not asked back; confirm it, or wait for KSD to revoke it.',
    ko: '취소를 요청하지 않은 이체({paymentNo})입니다. 이체확인하거나 취소 요청을 기다리십시오.',
  },
  PAYMENT_FREE: {
    en: 'The trade settles free of payment, so there is nothing to request; settle it.',
    ko: '무상결제 거래이므로 이체요청이 필요하지 않습니다. 바로 결제완료하십시오.',
  },
  CUT_OFF_NOT_REACHED: {
    en: 'The cut-off of the settlement date has not passed yet; take the step after it.',
    ko: '결제일의 마감 시각이 아직 지나지 않았습니다. 마감 후에 수행하십시오.',
  },
  LINKED_FAILED: {
    en:
      'An instruction linked to this one was refused; correct that one and send all of them ' +
      'again.',
    ko: '함께 처리해야 하는 다른 지시가 거절되었습니다. 그 지시를 고쳐 모두 다시 보내십시오.',
  },
} as const;
